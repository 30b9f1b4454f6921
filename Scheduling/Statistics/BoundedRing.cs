namespace OrleansScaler.Scheduling.Statistics;

/// <summary>
/// A first-in first-out ring that owns no memory until it holds something, doubles as it fills and stops at a bound.
/// </summary>
/// <remarks>A mutable struct, so that an empty ring costs no object: keep it in a field that is not readonly.</remarks>
/// <typeparam name="T">What it holds.</typeparam>
internal struct BoundedRing<T>(int maximum)
    where T : struct
{
    private const int SmallestLength = 2;

    private T[]? _items;
    private int _first;

    public int Count { get; private set; }

    public readonly bool IsFull => Count == maximum;

    /// <summary>An item by age: 0 is the oldest.</summary>
    /// <param name="index">From 0 to one less than the count.</param>
    public readonly ref T this[int index] => ref _items![Wrap(_first + index)];

    public readonly ref T Last => ref this[Count - 1];

    /// <summary>Adds the newest; the ring must not be full.</summary>
    /// <param name="item">What to add.</param>
    public void Add(T item)
    {
        if (_items is null || Count == _items.Length)
        {
            Grow();
        }

        Count++;
        Last = item;
    }

    public T RemoveFirst()
    {
        var item = this[0];
        _first = Wrap(_first + 1);
        Count--;
        return item;
    }

    /// <summary>Forgets everything and keeps the memory.</summary>
    public void Clear() => (_first, Count) = (0, 0);

    private void Grow()
    {
        if (IsFull)
        {
            throw new InvalidOperationException($"A ring of {maximum} is full");
        }

        var larger = new T[Math.Min(maximum, Math.Max(SmallestLength, 2 * Count))];
        for (var index = 0; index < Count; index++)
        {
            larger[index] = this[index];
        }

        (_items, _first) = (larger, 0);
    }

    private readonly int Wrap(int index) => index < _items!.Length ? index : index - _items.Length;
}
