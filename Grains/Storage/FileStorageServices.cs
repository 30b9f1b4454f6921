using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace OrleansScaler.Grains.Storage;

/// <summary>Registers stores that keep grain states in files.</summary>
public static class FileStorageServices
{
    /// <summary>
    /// Adds a store. It is opened before any service of the host starts, so that a folder that cannot be used ends the
    /// start with a message, and closed with the host.
    /// </summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="name">What grains ask for it by.</param>
    /// <param name="options">Where and how.</param>
    public static IServiceCollection AddFileGrainStorage(
        this IServiceCollection services, string name, FileStorageOptions options)
    {
        services.AddGrainStorage(name, (provider, _) => new FileGrainStorage(
            options, provider.GetRequiredService<ILogger<FileGrainStorage>>()));
        return services.AddSingleton<IHostedService>(provider => new FileStorageStart(
            () => provider.GetRequiredKeyedService<IGrainStorage>(name)));
    }
}
