namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>What is going to happen, by time; what falls together, in the order it was planned.</summary>
internal sealed class StormQueue
{
    private readonly PriorityQueue<StormEvent, (DateTimeOffset At, long Sequence)> _queue = new();
    private long _sequence;

    public int Count => _queue.Count;

    public DateTimeOffset? NextAt => _queue.TryPeek(out _, out var place) ? place.At : null;

    public void Add(DateTimeOffset at, StormEvent planned) => _queue.Enqueue(planned, (at, _sequence++));

    public StormEvent Take() => _queue.Dequeue();
}
