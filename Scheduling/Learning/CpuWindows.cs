using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Learning;

/// <summary>
/// CPU of a function's slots over the last minutes, idle ones included, in millicores. Looks are gathered by time, not
/// by number: twenty slots that are looked at twice a second would else remember a second and a half, and a function
/// that is called once a minute would count as idle as soon as it is.
/// </summary>
internal sealed class CpuWindows
{
    /// <summary>A window's length: what is forgotten at a time.</summary>
    private static readonly TimeSpan s_length = TimeSpan.FromSeconds(10);

    /// <summary>Windows kept: five minutes, so several rounds of a function that is called each minute.</summary>
    private const int Kept = 30;

    private BoundedRing<Window> _windows = new(Kept);

    /// <summary>Looks in the windows kept.</summary>
    public long Looks { get; private set; }

    /// <summary>One look at one slot.</summary>
    public void Add(double millicores, DateTimeOffset now)
    {
        var number = now.UtcTicks / s_length.Ticks;
        while (_windows.Count > 0 && (_windows[0].Number <= number - Kept || IsFullFor(number)))
        {
            Looks -= _windows.RemoveFirst().Looks;
        }

        if (_windows.Count == 0 || _windows.Last.Number != number)
        {
            _windows.Add(new Window { Number = number });
        }

        _windows.Last.Add(millicores);
        Looks++;
    }

    /// <summary>The slots may use so many times as much from now on.</summary>
    public void Scale(double factor)
    {
        for (var index = 0; index < _windows.Count; index++)
        {
            _windows[index].Scale(factor);
        }
    }

    /// <summary>Mean and variance of all looks; zeros while there is none.</summary>
    public (double Mean, double Variance) All()
    {
        var (sum, squares) = (0.0, 0.0);
        for (var index = 0; index < _windows.Count; index++)
        {
            sum += _windows[index].Sum;
            squares += _windows[index].Squares;
        }

        var mean = Looks > 0 ? sum / Looks : 0;
        return (mean, Looks > 1 ? Math.Max(0, squares - (sum * mean)) / (Looks - 1) : 0);
    }

    private bool IsFullFor(long number) => _windows.IsFull && _windows.Last.Number != number;

    private struct Window
    {
        public long Number;
        public int Looks;
        public double Sum;
        public double Squares;

        public void Add(double value)
        {
            Looks++;
            Sum += value;
            Squares += value * value;
        }

        public void Scale(double factor)
        {
            Sum *= factor;
            Squares *= factor * factor;
        }
    }
}
