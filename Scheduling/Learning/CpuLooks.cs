namespace OrleansScaler.Scheduling.Learning;

/// <summary>
/// What slots were seen to use of the CPU, idle ones included, older looks counting less: mean, variance and a quantile
/// over some minutes. By age and not by number, because every look sees all slots of a function: thirty slots fill any
/// window in a second, and calls that come every ten seconds would be seen as all or nothing.
/// </summary>
/// <param name="limit">What a slot is declared with, in millicores.</param>
/// <param name="halfLife">Age at which a look counts half.</param>
internal sealed class CpuLooks(double limit, TimeSpan halfLife)
{
    /// <summary>Steps of a quantile, up to twice the limit, which a starting slot may use: each is a sixteenth.</summary>
    private const int Bins = 32;

    private readonly double[] _bins = new double[Bins];
    private double _weight;
    private double _sum;
    private double _squares;
    private DateTimeOffset _decayedAt = DateTimeOffset.MinValue;

    /// <summary>Looks so far, however old.</summary>
    public int Count { get; private set; }

    /// <summary>A slot used so much.</summary>
    public void Add(double millicores, DateTimeOffset now)
    {
        Decay(now);
        Count++;
        _weight++;
        _sum += millicores;
        _squares += millicores * millicores;
        _bins[BinOf(millicores)]++;
    }

    /// <summary>Use is taken to be so many times as much from now on, until it is measured.</summary>
    public void Scale(double factor)
    {
        var before = (double[])_bins.Clone();
        Array.Clear(_bins);
        for (var bin = 0; bin < Bins; bin++)
        {
            _bins[BinOf(UpperOf(bin) * factor)] += before[bin];
        }

        _sum *= factor;
        _squares *= factor * factor;
    }

    /// <summary>Mean and variance; zeros before the first look.</summary>
    public (double Mean, double Variance) Moments()
    {
        if (_weight <= 0)
        {
            return default;
        }

        var mean = _sum / _weight;
        return (mean, Math.Max(0, (_squares / _weight) - (mean * mean)));
    }

    /// <summary>What a share of looks did not exceed, rounded up to a sixteenth of the limit; 0 before the first.</summary>
    /// <param name="q">More than 0, at most 1.</param>
    public double Quantile(double q)
    {
        var below = 0.0;
        for (var bin = 0; bin < Bins; bin++)
        {
            below += _bins[bin];
            if (below >= q * _weight && below > 0)
            {
                return UpperOf(bin);
            }
        }

        return 0;
    }

    /// <summary>The first bin is for nothing at all: most slots are idle in most looks.</summary>
    private int BinOf(double millicores) =>
        limit > 0 ? (int)Math.Clamp(Math.Ceiling(millicores / limit * (Bins / 2)), 0, Bins - 1) : 0;

    private double UpperOf(int bin) => limit * bin / (Bins / 2);

    /// <summary>All looks age together, so that one factor does for all; in steps, since it need not be exact.</summary>
    private void Decay(DateTimeOffset now)
    {
        if (_decayedAt == DateTimeOffset.MinValue)
        {
            _decayedAt = now;
        }

        var age = now - _decayedAt;
        if (age < halfLife / Bins)
        {
            return;
        }

        _decayedAt = now;
        var factor = Math.Pow(0.5, age / halfLife);
        (_weight, _sum, _squares) = (_weight * factor, _sum * factor, _squares * factor);
        for (var bin = 0; bin < Bins; bin++)
        {
            _bins[bin] *= factor;
        }
    }
}
