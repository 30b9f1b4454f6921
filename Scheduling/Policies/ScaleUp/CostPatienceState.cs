using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.ScaleUp;

/// <summary>What <see cref="CostPatienceScaleUp"/> remembers of a function: what its waits have added up to.</summary>
/// <param name="Regret">
/// Seconds of wait that one more slot would have saved, less what its memory would have cost; at least 0.
/// </param>
/// <param name="At">Until when that is counted.</param>
/// <param name="Share">Seconds a second by which one more slot would shorten the waits since then.</param>
/// <param name="Until">When the line that waits should be gone, if it is not seen again before.</param>
public sealed record CostPatienceState(double Regret, DateTimeOffset At, double Share, DateTimeOffset Until)
    : PolicyState
{
    /// <summary>The regret at an instant.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="slotPrice">Seconds that a second of one more slot is worth.</param>
    internal double RegretAt(DateTimeOffset now, double slotPrice)
    {
        var waited = Math.Max(0, ((now < Until ? now : Until) - At).TotalSeconds);
        return Math.Max(0, Regret + (Share * waited) - (slotPrice * (now - At).TotalSeconds));
    }

    /// <summary>The record of a line that is seen now.</summary>
    /// <remarks>
    /// W waiters before k places that each take E a call are gone after W·E / k and have waited W²·E / 2k together. One
    /// more place saves the k-th part of that: a second with 6 waiters and 3 places adds 2 s.
    /// </remarks>
    internal static CostPatienceState Of(in PoolSnapshot pool, double regret, int creates, TimeSpan longest)
    {
        var concurrency = pool.Function.Concurrency;
        var places = pool.InUse + ((pool.Starting + creates) * concurrency);
        var uncovered = Math.Max(0, pool.Waiting.Count - ((pool.Starting + creates) * concurrency));
        var execution = pool.Statistics.Executions.Mean ?? TimeSpan.Zero;
        var isReturnAwaited = pool.InUse > 0 && uncovered > 0;
        var gone = isReturnAwaited ? execution * (uncovered / (double)places) : TimeSpan.Zero;
        return new CostPatienceState(
            regret,
            pool.Now,
            isReturnAwaited ? uncovered / (double)places : 0,
            pool.Now + (gone < longest ? gone : longest));
    }
}
