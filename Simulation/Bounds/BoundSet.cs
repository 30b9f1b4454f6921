using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Simulation.Bounds;

/// <summary>What a policy can be held against. The property names are the keys of the JSON.</summary>
public sealed record BoundSet
{
    /// <summary>
    /// Every gap known beforehand: a slot is kept when that is cheaper than a cold start. No policy without prewarm and
    /// waiting is cheaper.
    /// </summary>
    public required CostBound OfflineKeepOrDrop { get; init; }

    /// <summary>The best single keep-alive of each function, chosen afterwards.</summary>
    public required CostBound BestFixedPerFunction { get; init; }

    /// <summary>
    /// The best window of each function, chosen afterwards: gone when idle, made anew after a while, kept for a while.
    /// </summary>
    public required CostBound BestWindowPerFunction { get; init; }

    /// <summary>
    /// The contest's score with every arrival known: nobody waits, and a slot is kept over a gap or made anew just in
    /// time. A reference and no bound: where execution is short, waiting for a running slot can beat it.
    /// </summary>
    public required ContestScore ContestClairvoyant { get; init; }
}
