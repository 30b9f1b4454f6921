using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansScaler.Gateway.Admin;
using OrleansScaler.Gateway.Hosting;
using OrleansScaler.Protos.Admin;
using OrleansScaler.Testing;

namespace OrleansScaler.Gateway.Tests.Admin;

/// <summary>A gateway on free loopback ports before shards that the test makes up.</summary>
internal sealed class AdminHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly GrpcChannel _scaler;
    private readonly GrpcChannel _admin;

    private AdminHost(WebApplication application)
    {
        _application = application;
        var urls = application.Urls.ToArray();
        _scaler = GrpcChannel.ForAddress(urls[0]);
        _admin = GrpcChannel.ForAddress(urls[^2]);
    }

    public FakeTimeProvider Clock { get; private init; } = new(DateTimeOffset.UtcNow);

    public Protos.Admin.Admin.AdminClient Admin => new(_admin);

    public NodeRegistry.NodeRegistryClient Registry => new(_admin);

    /// <summary>The same service, asked for where calls of functions come in.</summary>
    public Protos.Admin.Admin.AdminClient AdminAtTheScaler => new(_scaler);

    public static async Task<AdminHost> StartAsync(params FakeShard[] shards)
    {
        const string AnyPort = "127.0.0.1:0";
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var options = new GatewayOptions
        {
            ScalerAddress = AnyPort,
            SchedulerAddress = AnyPort,
            AdminAddress = AnyPort,
            HttpAddress = AnyPort,
            NodeLease = TimeSpan.FromSeconds(9),
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddGateway(builder.WebHost, options);
        builder.Services.AddSingleton(new NodeShards(shards.Length, shard => shards[shard], clock));
        var application = builder.Build();
        application.MapGateway();
        await application.StartAsync();
        return new AdminHost(application) { Clock = clock };
    }

    public async ValueTask DisposeAsync()
    {
        _scaler.Dispose();
        _admin.Dispose();
        await _application.DisposeAsync();
    }
}
