using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>
/// Learns how long the function usually stays idle: gives its slots back when it becomes quiet, makes one again
/// shortly before the next call is usual, and keeps that one until the next call is no longer likely (Shahrad et al.,
/// "Serverless in the Wild", USENIX ATC 2020). Few cold starts where idle times repeat. Loses where they do not: it
/// then keeps everything for the whole range of four hours, at whatever price of memory, for it knows none.
/// </summary>
/// <remarks>
/// The histogram is trusted as soon as it is uneven enough, which is the paper's test, and a single idle time is as
/// uneven as can be; before it everything is kept for the whole range. To wait for 10 or 30 idle times first saves some
/// cold starts and costs more memory than they are worth by RUM (16,062 and 16,997 against 14,671 on Azure 500).
/// The windows run from the instant at which nothing runs and nothing waits any more. While anything does, slots are
/// kept for the whole time after which a quiet function would be given up. The paper forecasts rare calls by ARIMA
/// over idle times; here it is a smoothed mean over the gaps between calls that are out of range, of which the last
/// counts half, for such a function has too few of them to fit more.
/// </remarks>
/// <param name="prewarms">
/// Whether a prewarm of the same rule makes what this one gave back. Without it nothing is given back before its
/// keep-alive: it would be made again for nobody but the caller who waits.
/// </param>
public sealed class HybridHistogram(bool prewarms) : IKeepAlivePolicy, IPrewarmPolicy
{
    /// <summary>Its name, of the whole and of both parts.</summary>
    internal const string TheName = "hybrid-histogram";

    /// <inheritdoc/>
    public string Name => TheName;

    KeepAliveDecision IKeepAlivePolicy.Decide(in PoolSnapshot pool)
    {
        var windows = Windows(pool);
        var keep = prewarms && windows.Prewarm > TimeSpan.Zero && IsQuiet(pool) ? TimeSpan.Zero : windows.End;
        return new KeepAliveDecision(keep, TimeSpan.Zero, windows.Reason) { State = windows };
    }

    PrewarmDecision IPrewarmPolicy.Decide(in PoolSnapshot pool)
    {
        var windows = Windows(pool);
        if (windows.Prewarm == TimeSpan.Zero || pool.Statistics.QuietSince is not { } quiet)
        {
            return new PrewarmDecision(0, Reason.NothingForeseen) { State = windows };
        }

        var (from, until) = (quiet + windows.Prewarm, quiet + windows.End);
        return pool.Now < from ? new PrewarmDecision(0, Reason.NothingForeseen, from) { State = windows }
            : pool.Now < until ? new PrewarmDecision(1, Reason.IdleTimeEnds, until) { State = windows }
            : new PrewarmDecision(0, Reason.NothingForeseen) { State = windows };
    }

    private static bool IsQuiet(in PoolSnapshot pool) => pool.InUse == 0 && pool.Waiting.Count == 0;

    /// <summary>Anew only when another idle time was seen: percentiles walk the bins.</summary>
    private static IdleWindows Windows(in PoolSnapshot pool)
    {
        var seen = pool.Statistics.IdleTimes.Count;
        return pool.State is IdleWindows windows && windows.IdleTimes == seen
            ? windows
            : IdleWindows.Of(pool.Statistics.IdleTimes, pool.Statistics.Gaps);
    }
}
