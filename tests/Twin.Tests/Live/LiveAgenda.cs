namespace OrleansScaler.Twin.Tests.Live;

/// <summary>What will happen, next first; equals by kind, then function, then in the order of planning.</summary>
internal sealed class LiveAgenda
{
    private readonly PriorityQueue<Func<Task>, (DateTimeOffset, LiveEventKind, int, int)> _queue = new();
    private int _planned;

    public DateTimeOffset? NextAt => _queue.TryPeek(out _, out var order) ? order.Item1 : null;

    public void Plan(DateTimeOffset at, LiveEventKind kind, int function, Func<Task> happen) =>
        _queue.Enqueue(happen, (at, kind, function, ++_planned));

    public Task TakeNextAsync() => _queue.Dequeue()();
}
