using System.Globalization;
using OrleansScaler.Grains.Budgets;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <summary>Makes the pool of a function from configuration.</summary>
/// <param name="pools">Bounds and times.</param>
/// <param name="policies">What decides.</param>
public sealed class PoolFactory(PoolOptions pools, PolicySet policies)
{
    // Slot ids must not repeat after a restart: the platform would take a new create for an old one.
    private readonly string _incarnation = Guid.NewGuid().ToString("N")[..12];
    private int _pools;

    /// <summary>Name of the policy set that decides.</summary>
    public string PolicyName => policies.Name;

    /// <summary>The memory budget over all pools; null where the policies know none.</summary>
    internal SiloBudget? Budget { get; } =
        policies.BudgetMegabytes is { } megabytes ? new SiloBudget(megabytes) : null;

    /// <summary>An empty pool.</summary>
    public SlotPool Create(FunctionSpec function)
    {
        var number = Interlocked.Increment(ref _pools).ToString(CultureInfo.InvariantCulture);
        return new SlotPool(function, policies, pools, $"{_incarnation}-{number}");
    }
}
