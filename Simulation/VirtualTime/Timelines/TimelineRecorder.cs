using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.VirtualTime.Timelines;

/// <summary>
/// Watches one run and keeps, for every function, slots and demand in a bounded number of parts of the trace: under
/// 6 KB for each function that was called, however many calls there were.
/// </summary>
public sealed class TimelineRecorder
{
    /// <summary>Two minutes of an eight-hour trace, and about as many as a chart of half a page shows apart.</summary>
    public const int UsualParts = 240;

    private readonly FunctionTimeline?[] _functions;
    private readonly long _end;
    private readonly long _partTicks;

    /// <summary>Prepares to watch one run.</summary>
    /// <param name="functions">Number of functions of the trace.</param>
    /// <param name="length">Length of the trace.</param>
    /// <param name="parts">How many equal parts to cut it into.</param>
    public TimelineRecorder(int functions, TimeSpan length, int parts = UsualParts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        _functions = new FunctionTimeline?[functions];
        _end = length.Ticks;
        _partTicks = Math.Max(1, (_end + parts - 1) / parts);
    }

    /// <summary>A pool did something.</summary>
    /// <param name="function">The function's place in the trace.</param>
    /// <param name="now">Ticks from the start of the trace; never less than before.</param>
    /// <param name="pool">The pool after it.</param>
    public void Observe(int function, long now, SlotPool pool)
    {
        var snapshot = pool.Snapshot;
        Observe(
            function, now, (int)(pool.SlotsCreated - pool.SlotsForgotten), snapshot.InUse + snapshot.Waiting.Count);
    }

    /// <summary>Ends the watch and gives out some timelines. What was kept of the others is let go.</summary>
    /// <param name="functions">The functions wanted, by their places in the trace.</param>
    /// <returns>In that order; functions that never had a slot or a call are left out.</returns>
    public IReadOnlyList<SlotTimeline> Take(IEnumerable<int> functions)
    {
        var taken = new List<SlotTimeline>();
        foreach (var function in functions)
        {
            if (_functions[function] is { } timeline)
            {
                taken.Add(new SlotTimeline(function, new TimeSpan(_partTicks), timeline.Close()));
            }
        }

        Array.Clear(_functions);
        return taken;
    }

    internal void Observe(int function, long now, int slots, int demand) =>
        (_functions[function] ??= new FunctionTimeline(_end, _partTicks)).Change(now, slots, demand);
}
