using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using OrleansScaler.Grains.Storage;

namespace OrleansScaler.Grains.Tests.Storage;

/// <summary>A store as a service of a host.</summary>
public sealed class FileStorageServicesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_AFolderThatCannotBeUsed_EndsTheStart()
    {
        using var host = Host(_folder.In("missing"));

        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => host.StartAsync());
    }

    [Fact]
    public async Task Host_Named_HoldsTheFolderUntilItIsDisposedOf()
    {
        using (var host = Host(_folder.Path))
        {
            await host.StartAsync();
            Assert.IsType<FileGrainStorage>(host.Services.GetRequiredKeyedService<IGrainStorage>("ledger"));
            Assert.Throws<IOException>(() => Stores.Open(_folder));
            await host.StopAsync();
        }

        Stores.Open(_folder).Dispose();
    }

    private static IHost Host(string folder)
    {
        var builder = new HostApplicationBuilder();
        builder.Services.AddFileGrainStorage("ledger", new FileStorageOptions { Folder = folder });
        return builder.Build();
    }
}
