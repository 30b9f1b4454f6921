using System.Collections.Immutable;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Learning;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <summary>The last decisions of one function, to explain them. Grows to its bound, then turns round.</summary>
/// <param name="capacity">Decisions kept.</param>
internal sealed class DecisionLog(int capacity)
{
    private readonly List<Entry> _ring = [];
    private int _oldest;

    /// <summary>Notes a decision and forgets the oldest one.</summary>
    public void Add(DateTimeOffset at, PoolCommand command) => Add(new Entry(at, command, null));

    /// <summary>Notes what was learned and forgets the oldest decision.</summary>
    public void Add(DateTimeOffset at, LearningChange change) => Add(new Entry(at, default, change));

    /// <summary>The decisions, oldest first.</summary>
    public ImmutableArray<Decision> Read() =>
        [.. _ring.Skip(_oldest).Concat(_ring.Take(_oldest)).Select(Describe)];

    private void Add(Entry entry)
    {
        if (_ring.Count < capacity)
        {
            _ring.Add(entry);
        }
        else if (capacity > 0)
        {
            _ring[_oldest] = entry;
            _oldest = (_oldest + 1) % capacity;
        }
    }

    private static Decision Describe(Entry entry) => entry.Change is { } change
        ? new Decision { At = entry.At, Action = "Concurrency", Reason = change.Reason, Concurrency = change.To }
        : new Decision
        {
            At = entry.At,
            Action = entry.Command.Kind.ToString(),
            Reason = entry.Command.Reason,
            SlotId = entry.Command.Slot?.Id.Value,
            RequestId = entry.Command.Request.Value,
        };

    private readonly record struct Entry(DateTimeOffset At, PoolCommand Command, LearningChange? Change);
}
