using OrleansScaler.Scheduling.Budgets;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>The memory budget over those pools of a run whose policies know one.</summary>
internal sealed class VirtualPressure
{
    private readonly MemoryBudget _budget;
    private readonly SlotPool[] _pools;

    public VirtualPressure(double maximumMegabytes, SlotPool[] pools)
    {
        _budget = new MemoryBudget(maximumMegabytes);
        _pools = pools;
        foreach (var pool in pools)
        {
            // Members are numbered as functions are.
            _budget.Join(pool.Function.Key.Value);
        }
    }

    /// <summary>Before an event that may leave one of the function's slots idle.</summary>
    public void TellClock(int function) => _pools[function].ReclaimClock = _budget.Clock;

    /// <summary>After an event of a function, and after each reclaim that it led to.</summary>
    /// <returns>The function that has to give up a slot; null when everything fits or nothing may go.</returns>
    public int? NextVictim(int function)
    {
        var pool = _pools[function];
        if (pool.Policies.BudgetMegabytes is not null)
        {
            _budget.Report(function, pool.LiveMegabytes, pool.ReclaimPriority);
        }

        return _budget.NextVictim();
    }
}
