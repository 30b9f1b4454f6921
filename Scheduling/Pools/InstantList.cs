using System.Collections;

namespace OrleansScaler.Scheduling.Pools;

/// <summary>A list read as the instant that each of its items stands for, in place.</summary>
internal sealed class InstantList<T>(LinkedList<T> items, Func<T, DateTimeOffset> instantOf)
    : IReadOnlyCollection<DateTimeOffset>
{
    public int Count => items.Count;

    public IEnumerator<DateTimeOffset> GetEnumerator() => items.Select(instantOf).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
