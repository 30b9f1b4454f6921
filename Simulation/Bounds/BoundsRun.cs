using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Simulation.Bounds;

/// <summary>
/// Computes what a trace could have cost at least, in one pass over its calls. Holds eight bytes for each call.
/// </summary>
public sealed class BoundsRun
{
    private readonly Workload _workload;
    private readonly Goal _goal;
    private long _read;

    /// <summary>Prepares a run.</summary>
    /// <param name="workload">What is played.</param>
    /// <param name="goal">What a cold start and idle memory are worth.</param>
    public BoundsRun(Workload workload, Goal goal)
    {
        _workload = workload;
        _goal = goal;
    }

    /// <summary>Calls read so far. May be asked at any time, from any thread.</summary>
    public long Read => Volatile.Read(ref _read);

    /// <summary>Reads the trace and computes.</summary>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <exception cref="OperationCanceledException">It was broken off: half a trace bounds nothing.</exception>
    public BoundSet Compute(CancellationToken cancellationToken)
    {
        var gaps = ReadGaps(cancellationToken);
        var (keepOrDrop, fixedOnes, windows) = (Nothing, Nothing, Nothing);
        var (executed, slots) = (0.0, 0.0);
        for (var i = 0; i < gaps.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var gigabytes = _workload.Functions[i].MemoryGigabytes;
            var costs = new GapCosts(gaps[i], gigabytes, _goal.PricesOf(_workload.StartLatency(i)));
            keepOrDrop = Sum(keepOrDrop, costs.KeepOrDrop());
            fixedOnes = Sum(fixedOnes, costs.BestFixed());
            windows = Sum(windows, costs.BestWindow());
            executed += gigabytes * Seconds(gaps[i].ExecutedTicks);
            slots += gigabytes * Seconds(JustInTimeTicks(gaps[i], _workload.StartLatency(i).Ticks));
        }

        return new BoundSet
        {
            OfflineKeepOrDrop = keepOrDrop,
            BestFixedPerFunction = fixedOnes,
            BestWindowPerFunction = windows,
            ContestClairvoyant = ContestScore.Of(executed, slots, executed, 0, successRate: 1),
        };
    }

    private static CostBound Nothing => new(0, 0, 0);

    private static CostBound Sum(CostBound one, CostBound other) => new(
        one.ColdStarts + other.ColdStarts, one.IdleGbSeconds + other.IdleGbSeconds, one.Value + other.Value);

    /// <summary>
    /// Slot time when every arrival is known: a slot is kept over a gap that is shorter than a start, else made anew a
    /// start before it is needed.
    /// </summary>
    private static long JustInTimeTicks(IdleGaps gaps, long start) =>
        gaps.ExecutedTicks + (gaps.FirstUses * start) + gaps.Gaps.Sum(gap => Math.Min(gap, start));

    private static double Seconds(long ticks) => new TimeSpan(ticks).TotalSeconds;

    private IdleGaps[] ReadGaps(CancellationToken cancellationToken)
    {
        var gaps = new IdleGaps[_workload.Functions.Count];
        for (var i = 0; i < gaps.Length; i++)
        {
            gaps[i] = new IdleGaps();
        }

        foreach (var call in _workload.Trace.Calls())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Volatile.Write(ref _read, _read + 1);
            gaps[call.Function].Add(call);
        }

        Array.ForEach(gaps, function => function.Close(_workload.Trace.Length.Ticks));
        return gaps;
    }
}
