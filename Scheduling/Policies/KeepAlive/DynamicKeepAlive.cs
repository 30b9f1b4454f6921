using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>
/// Each function has a budget of idle MB·s that grows while its calls rise and shrinks while they fall; a slot is kept
/// for the budget over its memory, so a large slot of a calm function goes soon. Spends memory where a burst is under
/// way. Loses on calm functions with gaps just longer than their budget, which are cold every time. Source: the 2023
/// contest's Rust entry, v1.5, in two forms that differ by their cap.
/// </summary>
/// <remarks>
/// Per period of 5 s in which the assigns rose by Δ against the period before: more than 10 up, the budget grows by
/// 1,920 · ⌈ln(Δ / 5)⌉ MB·s, more than 10 down, it shrinks likewise; never below 1,920 MB·s, never above memory · cap.
/// 1,920 MB·s is 15 s of a 128-MB slot.
/// <para>The talk writes the keep-alive as 15 s · 128 MB · factor / memory with a factor from 1 to memory / 128 MB, and
/// not what moves the factor. That is the same budget counted in steps of 1,920 MB·s with a cap of 15 s, so here the
/// same Δ moves both. A slot under 128 MB (under 64 MB at the 30 s of the final code) has its cap below the floor: the
/// cap holds.</para>
/// </remarks>
public sealed class DynamicKeepAlive : IKeepAlivePolicy
{
    private readonly TimeSpan _cap;

    private DynamicKeepAlive(string name, TimeSpan cap)
    {
        Name = name;
        _cap = cap;
    }

    /// <summary>The talk's form: kept for 15 s at most, whatever the budget.</summary>
    public static DynamicKeepAlive Talk { get; } = new("dynamic-keep-alive", TimeSpan.FromSeconds(15));

    /// <summary>The final code's form: 30 s at most.</summary>
    public static DynamicKeepAlive Final { get; } = new("dynamic-keep-alive-final", TimeSpan.FromSeconds(30));

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public KeepAliveDecision Decide(in PoolSnapshot pool)
    {
        var memory = pool.Function.MemoryMegabytes;
        var most = memory * _cap.TotalSeconds;
        var known = pool.State as IdleBudgetState
            ?? IdleBudgetState.From(pool.Statistics.FirstArrival ?? pool.Now);
        var state = known.Until(pool.Now, pool.Statistics, most);
        var keep = TimeSpan.FromSeconds(Math.Min(state.MegabyteSeconds, most) / memory);
        return new KeepAliveDecision(keep, IdleBudgetState.PeriodLength, Reason.IdleBudget)
        {
            AskAgainAt = MayShrink(state, pool)
                ? DateTimeOffset.UnixEpoch + (IdleBudgetState.PeriodLength * (state.Period + 1))
                : null,
            State = state,
        };
    }

    /// <summary>Whether the end of the running period may take slots away sooner than is known now.</summary>
    private static bool MayShrink(IdleBudgetState state, in PoolSnapshot pool) =>
        state.MegabyteSeconds > IdleBudgetState.StepMegabyteSeconds
        && Math.Max(state.Before, pool.Statistics.Arrivals - state.Mark) > IdleBudgetState.CalmChange;
}
