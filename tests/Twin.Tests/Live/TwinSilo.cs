using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Contracts.Spares;
using OrleansScaler.Grains.Functions;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Policies.Rules;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Platforms;
using OrleansScaler.Twin.Tests.Stories;

namespace OrleansScaler.Twin.Tests.Live;

/// <summary>
/// One silo with the real grains. A silo per policy set: what functions of a silo share, a memory budget for one, must
/// not be shared by two stories.
/// </summary>
internal sealed class TwinSilo : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private TwinSilo(PolicyOptions policies, Action<IServiceCollection>? configure)
    {
        HasSpares = PolicyBook.Make(policies).Required.Spares is not null;
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(Clock);
            silo.Services.AddSingleton<IPlatform>(Platform);
            silo.Services.AddFunctionGrains(Functions, Story.Pools, policies);
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            configure?.Invoke(silo.Services);
        });
        _cluster = builder.Build();
    }

    public FakeTimeProvider Clock { get; } = new(Story.Start);

    public ScriptedPlatform Platform { get; } = new();

    /// <summary>Every decision of the story is remembered.</summary>
    public FunctionOptions Functions { get; } = new() { RememberedDecisions = 10_000 };

    /// <summary>Whether no word is under way from function to function, which nobody sees in their decisions.</summary>
    public bool IsAtRest
    {
        get
        {
            var services = _cluster.GetSiloServiceProvider();
            return services.GetRequiredService<SiloCompanions>().UnderWay == 0
                && services.GetRequiredService<PoolFactory>().Budget is not { UnderWay: > 0 };
        }
    }

    /// <summary>Whether its functions ask for spares.</summary>
    public bool HasSpares { get; }

    public static async Task<TwinSilo> StartAsync(
        PolicyOptions policies, Action<IServiceCollection>? configure = null)
    {
        var silo = new TwinSilo(policies, configure);
        await silo._cluster.DeployAsync();
        return silo;
    }

    public IFunctionGrain Function(string key) => _cluster.Client.GetGrain<IFunctionGrain>(key);

    public ISparePoolGrain Spares(double megabytes) =>
        _cluster.Client.GetGrain<ISparePoolGrain>(SpareSize.KeyOf(megabytes));

    public async ValueTask DisposeAsync()
    {
        // What the story left open would be waited for.
        Platform.SucceedAlways();
        Clock.Advance(Functions.AnswerWaitingAfter);
        await _cluster.DisposeAsync();
    }
}
