using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>
/// Keeps an idle slot for about twice the function's median gap, less the longer nobody called. Follows each function's
/// own pace; loses where gaps are spread, because a median says nothing of the tail. Source: a public entry of the 2023
/// contest.
/// </summary>
/// <remarks>
/// keep = 2 · ln(Q) · D / ln(t), from 5 s to 230 s. Q is the median execution and t the time since the last assign,
/// both in milliseconds, D the median gap. The published formula names no units; with these a slot that has just come
/// back (t = Q) is worth 2 · D. Q and t count as e ms at least: below, a logarithm is 0 or negative and the rule would
/// keep nothing or for ever.
/// <para>As t grows while the slot is idle, what is answered is the idle time at which the rule says itself that it is
/// over, found by halving. Q = 100 ms, D = 20 s: 2 · 4.61 · 20 = 184 s, and after 18.8 s without an assign
/// 184 / ln(18,800) = 18.7 s, so it goes after 18.7 s.</para>
/// <para>Medians are taken anew with every eighth more arrivals, at most every 50: a median of 200 moves no faster.
/// A function called once has no gap; it is kept for 5 s.</para>
/// </remarks>
public sealed class GapQuantileKeepAlive : IKeepAlivePolicy
{
    private const double ShortestSeconds = 5;
    private const double LongestSeconds = 230;
    private const int Halvings = 18;
    private const long RarestRenewal = 50;

    /// <inheritdoc/>
    public string Name => "gap-quantile";

    /// <inheritdoc/>
    public KeepAliveDecision Decide(in PoolSnapshot pool)
    {
        var seen = pool.Statistics;
        if (seen.Gaps.Count == 0 || seen.Executions.Count == 0)
        {
            return new KeepAliveDecision(TimeSpan.FromSeconds(ShortestSeconds), TimeSpan.Zero, Reason.Unknown);
        }

        var known = pool.State as GapQuantileState;
        var state = known is not null && seen.Arrivals < known.RenewAt ? known : Renew(seen);
        var idleBeforeAssign = (seen.LastArrival - pool.IdleSince)?.TotalSeconds ?? 0;
        var keep = TimeSpan.FromSeconds(EndsAfter(state.ScaleSeconds, idleBeforeAssign));
        return new KeepAliveDecision(keep, TimeSpan.Zero, Reason.GapQuantile) { State = state };
    }

    private static GapQuantileState Renew(FunctionStatistics seen)
    {
        var execution = seen.Executions.Quantile(0.5)!.Value;
        var scale = 2 * LogOfMilliseconds(execution.TotalSeconds) * seen.Gaps.Median;
        return new GapQuantileState(scale, seen.Arrivals + Math.Clamp(seen.Arrivals / 8, 1, RarestRenewal));
    }

    /// <summary>The idle time from which on the rule grants less than that; it grants ever less.</summary>
    /// <param name="scale">2 · ln(Q) · D.</param>
    /// <param name="before">Seconds that the slot had been idle at the last assign; negative when it ran then.</param>
    private static double EndsAfter(double scale, double before)
    {
        var (low, high) = (ShortestSeconds, LongestSeconds);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (middle < scale / LogOfMilliseconds(middle - before))
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return high - ShortestSeconds < 1e-2 ? ShortestSeconds : high;
    }

    private static double LogOfMilliseconds(double seconds) => Math.Log(Math.Max(Math.E, seconds * 1_000));
}
