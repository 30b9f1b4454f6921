using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Budgets;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <content>The function's part in the silo's memory budget.</content>
public sealed partial class FunctionGrain
{
    private BudgetSeat? _seat;

    /// <inheritdoc/>
    public ValueTask<bool> ReclaimIdle()
    {
        if (!MayAct())
        {
            return new ValueTask<bool>(false);
        }

        var hasGiven = _pool.ReclaimUnderPressure(_time.GetUtcNow(), _commands);
        _loop.Run();
        return new ValueTask<bool>(hasGiven);
    }

    /// <summary>The time, for an event that may leave a slot idle: the budget's clock is noted with it.</summary>
    private DateTimeOffset TellTime(SlotPool pool)
    {
        if (_pools.Budget is { } budget)
        {
            pool.ReclaimClock = budget.Clock;
        }

        return _time.GetUtcNow();
    }

    /// <summary>After every event. What a closing function still has goes anyway.</summary>
    private void ReportToBudget(SlotPool pool)
    {
        if (_pools.Budget is not { } budget)
        {
            return;
        }

        _seat ??= new BudgetSeat(_key);
        var isIn = !_closing && pool.Policies.BudgetMegabytes is not null;
        Ask(budget, budget.Report(
            _seat,
            isIn ? pool.LiveMegabytes : 0,
            pool.Function.MemoryMegabytes,
            isIn ? pool.ReclaimPriority : null));
    }

    private void Ask(SiloBudget budget, BudgetSeat? victim)
    {
        if (victim is not null)
        {
            _background.Follow(AskAsync(budget, victim));
        }
    }

    private async Task AskAsync(SiloBudget budget, BudgetSeat victim)
    {
        var hasFailed = true;
        try
        {
            await GrainFactory.GetGrain<IFunctionGrain>(victim.Function).ReclaimIdle();
            hasFailed = false;
        }
        catch (Exception fault)
        {
            LogReclaimFailed(fault, _key, victim.Function);
        }

        Ask(budget, budget.Answered(victim, hasFailed));
    }
}
