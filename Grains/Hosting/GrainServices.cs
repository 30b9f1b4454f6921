using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrleansScaler.Grains.Clocks;
using OrleansScaler.Grains.Functions;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Scheduling.Learning;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Policies.Rules;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Hosting;

/// <summary>Registers what grains need.</summary>
public static class GrainServices
{
    /// <summary>Adds the services of function grains. An <c>IPlatform</c> has to be added beside them.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="functions">Bounds over all functions.</param>
    /// <param name="pools">Bounds and times of one pool.</param>
    /// <param name="policies">What decides; every name in it must be known.</param>
    /// <param name="learning">How carefully to learn from runs; the defaults where not given.</param>
    /// <param name="ledger">Where slots are stored; nowhere where not given.</param>
    /// <param name="hot">When a function gets several pools; the defaults where not given.</param>
    public static IServiceCollection AddFunctionGrains(
        this IServiceCollection services,
        FunctionOptions functions,
        PoolOptions pools,
        PolicyOptions policies,
        LearningOptions? learning = null,
        LedgerOptions? ledger = null,
        HotFunctionOptions? hot = null)
    {
        var book = PolicyBook.Make(policies).Required;
        services.TryAddSingleton<TimeProvider>(_ => new RunningTime(TimeProvider.System));
        services.AddMetrics();
        services.AddSingleton(functions);
        services.AddSingleton(new SiloQuotas(functions));
        services.AddSingleton<SiloCompanions>();
        services.AddSingleton(provider => new PoolFactory(
            pools, book, provider.GetRequiredService<SiloCompanions>(), learning, hot));
        services.AddSingleton<FunctionInstruments>();
        services.AddSingleton<SlotLifecycle>();
        services.AddSingleton<FunctionServices>();
        services.AddLedger(ledger ?? new LedgerOptions());
        return services;
    }
}
