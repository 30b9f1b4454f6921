using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>
/// Keeps little of the mix of functions and long the ones that are called together with others: those come back
/// together. Few slots may be idle at all, hardly any large one. Spends memory where calls are likeliest; loses on a
/// lone function with gaps of ten seconds and more. Source: the best public entry of the 2023 contest.
/// </summary>
/// <remarks>
/// 9 s; where a function has companions, 200 s at 128 MB falling to 120 s at 2 GB, by doublings, because the range is
/// published and the rule within it is not. At most 10 slots are idle, at most one of 2 GB or more.
/// </remarks>
public sealed class LockStepKeepAlive : IKeepAlivePolicy
{
    private const int MostIdle = 10;
    private const int MostIdleLarge = 1;
    private const double LargeMegabytes = 2_048;

    private static readonly TimeSpan s_mix = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(200);
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(120);

    /// <inheritdoc/>
    public string Name => "lock-step";

    /// <inheritdoc/>
    public KeepAliveDecision Decide(in PoolSnapshot pool)
    {
        var memory = pool.Function.MemoryMegabytes;
        var together = pool.CompanionCalledAt is not null;
        var keep = together ? SizeScale.Between(s_longest, s_shortest, memory) : s_mix;
        return new KeepAliveDecision(keep, TimeSpan.Zero, together ? Reason.LockStep : Reason.FixedKeepAlive)
        {
            MaximumIdle = memory >= LargeMegabytes ? MostIdleLarge : MostIdle,
        };
    }
}
