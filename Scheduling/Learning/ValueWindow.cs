using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Learning;

/// <summary>
/// The last values of one kind. Old ones fall out by number, not by age: a function that is called once an hour changes
/// no faster than one that is called each second, as far as its calls tell.
/// </summary>
/// <remarks>
/// Robust against single values: quantiles are by nearest rank, and the mean leaves out the largest sixteenth. With
/// twenty values that is one, so that one call which met a stop of the world decides nothing; a slow-down of every run,
/// or of the long ones, still shows.
/// </remarks>
/// <param name="capacity">Values kept, at most <see cref="MaximumCapacity"/>.</param>
internal sealed class ValueWindow(int capacity)
{
    /// <summary>512 bytes; an estimate from more would be late rather than better.</summary>
    public const int MaximumCapacity = 64;

    private const int LeftOut = 16;

    private BoundedRing<double> _values = new(capacity);

    public int Count => _values.Count;

    public void Add(double value)
    {
        if (_values.IsFull)
        {
            _values.RemoveFirst();
        }

        _values.Add(value);
    }

    public void Clear() => _values.Clear();

    /// <summary>Values under other conditions, by a factor.</summary>
    public void Scale(double factor)
    {
        for (var index = 0; index < _values.Count; index++)
        {
            _values[index] *= factor;
        }
    }

    /// <summary>A quantile by nearest rank; 0 while empty.</summary>
    /// <param name="q">More than 0, at most 1.</param>
    public double Quantile(double q)
    {
        Span<double> sorted = stackalloc double[MaximumCapacity];
        sorted = Sort(sorted);
        return sorted.IsEmpty ? 0 : sorted[(int)Math.Ceiling(q * sorted.Length) - 1];
    }

    /// <summary>Mean without the largest sixteenth, and the variance of what is left; zeros while empty.</summary>
    public (double Mean, double Variance) Usual()
    {
        Span<double> sorted = stackalloc double[MaximumCapacity];
        sorted = Sort(sorted);
        return Moments(sorted[..(sorted.Length - (sorted.Length / LeftOut))]);
    }

    /// <summary>Mean and variance of all; zeros while empty.</summary>
    public (double Mean, double Variance) All()
    {
        Span<double> all = stackalloc double[MaximumCapacity];
        return Moments(Copy(all));
    }

    private static (double Mean, double Variance) Moments(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            return default;
        }

        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        var mean = sum / values.Length;
        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return (mean, values.Length > 1 ? squares / (values.Length - 1) : 0);
    }

    private Span<double> Sort(Span<double> room)
    {
        var copy = Copy(room);
        copy.Sort();
        return copy;
    }

    private Span<double> Copy(Span<double> room)
    {
        for (var index = 0; index < _values.Count; index++)
        {
            room[index] = _values[index];
        }

        return room[.._values.Count];
    }
}
