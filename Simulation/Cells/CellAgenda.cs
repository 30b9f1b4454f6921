namespace OrleansScaler.Simulation.Cells;

/// <summary>
/// The clock of a simulated cell and what will happen in it, next first. At one instant things happen by kind, and
/// within a kind in the order in which they were put here.
/// </summary>
internal sealed class CellAgenda
{
    private readonly PriorityQueue<Action, CellMoment> _queue = new();
    private long _sequence;

    /// <summary>Ticks since the cell's start.</summary>
    public long Now { get; private set; }

    /// <summary>When the next thing happens, in ticks since the cell's start; null when nothing will.</summary>
    public long? Next => _queue.TryPeek(out _, out var moment) ? moment.At : null;

    /// <summary>Puts something here.</summary>
    /// <param name="at">When, in ticks since the cell's start; what has passed is now.</param>
    /// <param name="kind">Its place among what happens at that instant.</param>
    /// <param name="happening">What it does.</param>
    public void At(long at, CellEventKind kind, Action happening) =>
        _queue.Enqueue(happening, CellMoment.Of(Math.Max(at, Now), kind, _sequence++));

    /// <summary>As <see cref="At"/>, from now.</summary>
    public void After(TimeSpan delay, CellEventKind kind, Action happening) =>
        At(Now + delay.Ticks, kind, happening);

    /// <summary>Lets the next thing happen. False when nothing is left.</summary>
    public bool Step()
    {
        if (!_queue.TryDequeue(out var happening, out var moment))
        {
            return false;
        }

        Now = moment.At;
        happening();
        return true;
    }

    /// <summary>Lets everything happen up to a time, which it then is.</summary>
    /// <param name="end">In ticks since the cell's start.</param>
    public void RunTo(long end)
    {
        while (Next <= end)
        {
            Step();
        }

        Now = Math.Max(Now, end);
    }
}
