using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.TestingHost;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Gateway.Hosting;
using OrleansScaler.Grains.Functions;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Platforms;
using OrleansScaler.Protos.MiniFaas2020.Scheduler;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Platforms;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Gateway.Tests.Hosting;

/// <summary>
/// A gateway on free loopback ports before one silo, with a platform and a clock that the test drives. The clock starts
/// at the present, because callers' deadlines are instants of real time.
/// </summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private InProcessTestCluster? _cluster;
    private WebApplication? _application;
    private WebApplication? _other;
    private GrpcChannel? _channel;
    private GrpcChannel? _schedulerChannel;
    private GrpcChannel? _otherChannel;

    public FunctionOptions Functions { get; } = new();

    public PoolOptions Pools { get; } = new() { MaximumStartFailures = 1 };

    public GatewayOptions Gateway { get; } = new()
    {
        ScalerAddress = "127.0.0.1:0",
        SchedulerAddress = "127.0.0.1:0",
        AdminAddress = "127.0.0.1:0",
        HttpAddress = "127.0.0.1:0",
    };

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    public ScriptedPlatform Platform { get; } = new();

    public Uri ScalerAddress => new(Application.Urls.First());

    public Uri SchedulerAddress => new(Application.Urls.ElementAt(1));

    public Uri HttpAddress => new(Application.Urls.Last());

    public GrpcChannel Channel => _channel ??= GrpcChannel.ForAddress(ScalerAddress);

    public Scaler.ScalerClient Scaler => new(Channel);

    public Scheduler.SchedulerClient Scheduler => new(_schedulerChannel ??= GrpcChannel.ForAddress(SchedulerAddress));

    public SiloQuotas Quotas => Cluster.GetSiloServiceProvider().GetRequiredService<SiloQuotas>();

    private InProcessTestCluster Cluster => _cluster ?? throw new InvalidOperationException("Not started.");

    private WebApplication Application => _application ?? throw new InvalidOperationException("Not started.");

    public async Task<GatewayHost> StartAsync()
    {
        var cluster = new InProcessTestClusterBuilder(1);
        cluster.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(Clock);
            silo.Services.AddSingleton<IPlatform>(Platform);
            silo.Services.AddFunctionGrains(Functions, Pools, new PolicyOptions { Patience = TimeSpan.Zero });
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
        });
        _cluster = cluster.Build();
        await _cluster.DeployAsync();

        _application = await StartGatewayAsync();
        return this;
    }

    /// <summary>A second gateway before the same silo, which remembers nothing of what the first one lent.</summary>
    public async Task<Scheduler.SchedulerClient> StartOtherGatewayAsync()
    {
        _other = await StartGatewayAsync();
        _otherChannel = GrpcChannel.ForAddress(_other.Urls.ElementAt(1));
        return new Scheduler.SchedulerClient(_otherChannel);
    }

    /// <summary>The grain of a function, past the gateway.</summary>
    public IFunctionGrain Grain(string key) => Cluster.Client.GetGrain<IFunctionGrain>(key);

    public Task<FunctionStatus> StatusAsync(string key, Func<FunctionStatus, bool> wanted) =>
        Eventually.ReadsAsync(Grain(key).GetStatus, wanted);

    /// <summary>A cold start from end to end.</summary>
    /// <returns>The instance that the request holds.</returns>
    public async Task<string> StartAsync(string requestId, string key = "f", string platformSlotId = "p1")
    {
        var assign = Scaler.AssignAsync(Requests.Assign(requestId, key)).ResponseAsync;
        await Platform.StartNextAsync(platformSlotId);
        return (await assign.EndsAsync()).Assigment.InstanceId;
    }

    /// <summary>Tells the gateway to stop, as a signal would.</summary>
    public Task StopAsync() => Application.StopAsync();

    /// <summary>Lets the time of calls in hand pass, with the waiters asking as ever.</summary>
    public async Task PassCallsTimeAsync(Task ended)
    {
        while (!ended.IsCompleted)
        {
            Clock.Advance(Functions.AnswerWaitingAfter / 10);
            await Task.WhenAny(ended, Task.Delay(1));
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Whatever a test left open would be waited for.
        _channel?.Dispose();
        _schedulerChannel?.Dispose();
        _otherChannel?.Dispose();
        Platform.SucceedAlways();
        Clock.Advance(Functions.AnswerWaitingAfter);
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        if (_other is not null)
        {
            await _other.DisposeAsync();
        }

        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    private async Task<WebApplication> StartGatewayAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IGrainFactory>(Cluster.Client);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddGateway(builder.WebHost, Gateway);
        var application = builder.Build();
        application.MapGateway();
        await application.StartAsync();
        return application;
    }
}
