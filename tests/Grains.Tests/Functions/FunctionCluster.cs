using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.TestingHost;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Functions;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Platforms;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>One silo with function grains, on a clock and a platform that the test drives.</summary>
internal sealed class FunctionCluster : IAsyncDisposable
{
    private InProcessTestCluster? _cluster;

    public FunctionOptions Functions { get; } = new();

    public PoolOptions Pools { get; } = new();

    /// <summary>No patience and reclaim at the very instant, unless the test says otherwise.</summary>
    public PolicyOptions Policies { get; } = new()
    {
        KeepAlive = TimeSpan.FromSeconds(15),
        ReclaimEvery = TimeSpan.Zero,
        Patience = TimeSpan.Zero,
    };

    /// <summary>Where slots are stored; nowhere, unless the test says so.</summary>
    public LedgerOptions Ledger { get; } = new();

    /// <summary>Never several pools, unless the test says so.</summary>
    public HotFunctionOptions Hot { get; } = new() { SplitAbove = 0 };

    public FakeTimeProvider Clock { get; init; } = new();

    public ScriptedPlatform Platform { get; } = new();

    /// <summary>Used instead of <see cref="Platform"/> where given.</summary>
    public IPlatform? OtherPlatform { get; init; }

    /// <summary>Used instead of <see cref="Clock"/> where given.</summary>
    public TimeProvider? OtherClock { get; init; }

    public Action<ISiloBuilder>? ConfigureSilo { get; init; }

    public InProcessTestCluster Cluster =>
        _cluster ?? throw new InvalidOperationException("The cluster is not started.");

    public SiloQuotas Quotas => Service<SiloQuotas>();

    public async Task<FunctionCluster> StartAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(OtherClock ?? Clock);
            silo.Services.AddSingleton(OtherPlatform ?? Platform);
            silo.Services.AddFunctionGrains(Functions, Pools, Policies, ledger: Ledger, hot: Hot);
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            ConfigureSilo?.Invoke(silo);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        return this;
    }

    public T Service<T>()
        where T : notnull => Cluster.GetSiloServiceProvider().GetRequiredService<T>();

    public FunctionCalls Function(string key = "f") => new(Cluster.Client.GetGrain<IFunctionGrain>(key), Clock);

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            // Whatever a test left open would be waited for.
            Platform.SucceedAlways();
            Clock.Advance(Functions.AnswerWaitingAfter);
            await _cluster.DisposeAsync();
        }
    }
}
