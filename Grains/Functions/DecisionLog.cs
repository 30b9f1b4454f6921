using System.Collections.Immutable;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <summary>The last decisions of one function, to explain them. Grows to its bound, then turns round.</summary>
/// <param name="capacity">Decisions kept.</param>
internal sealed class DecisionLog(int capacity)
{
    private readonly List<(DateTimeOffset At, PoolCommand Command)> _ring = [];
    private int _oldest;

    /// <summary>Notes a decision and forgets the oldest one.</summary>
    public void Add(DateTimeOffset at, PoolCommand command)
    {
        if (_ring.Count < capacity)
        {
            _ring.Add((at, command));
        }
        else if (capacity > 0)
        {
            _ring[_oldest] = (at, command);
            _oldest = (_oldest + 1) % capacity;
        }
    }

    /// <summary>The decisions, oldest first.</summary>
    public ImmutableArray<Decision> Read() =>
        [.. _ring.Skip(_oldest).Concat(_ring.Take(_oldest)).Select(entry => Describe(entry.At, entry.Command))];

    private static Decision Describe(DateTimeOffset at, PoolCommand command) => new()
    {
        At = at,
        Action = command.Kind.ToString(),
        Reason = command.Reason,
        SlotId = command.Slot?.Id.Value,
        RequestId = command.Request.Value,
    };
}
