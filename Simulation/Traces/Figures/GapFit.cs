using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Traces.Figures;

/// <summary>
/// Moments of a function's calls, from its executions and the quartiles of its idle gaps, so that they fit a span.
/// </summary>
/// <remarks>
/// A gap is the time from the last end of a call to the next arrival, and 0 when that comes while a call runs. Gaps
/// lie on straight lines between the quartiles; the lowest quarter is as wide as the next one, but starts at 0 at
/// least; above the upper quartile stands an exponential tail. Where the gap is 0 the next call comes an exponential
/// time after the last arrival, squeezed into the time in which a call still runs. Mean overlap and mean tail are what
/// makes the sum fit.
/// Draws are made once and then stretched, so that the sum itself fits, not only its expectation.
/// </remarks>
internal sealed class GapFit
{
    private const double Quarter = 0.25;

    private readonly double[] _durations;
    private readonly IdleQuartiles _quartiles;
    private readonly double _least;
    private readonly double _span;
    private readonly double[] _shares;
    private readonly double[] _pauses;
    private double _overlap;
    private double _tail;
    private double _dropped;

    private GapFit(double[] durations, IdleQuartiles quartiles, double span, ref SeededRandom random)
    {
        _durations = durations;
        _quartiles = quartiles;
        _least = Math.Max(0, (2 * quartiles.Lower) - quartiles.Middle);
        _span = span;
        _overlap = durations.Average();
        _shares = Shares(durations.Length - 1, ref random);
        _pauses = new double[_shares.Length];
        for (var i = 0; i < _pauses.Length; i++)
        {
            _pauses[i] = Pause(_shares[i], ref random);
        }
    }

    /// <summary>Share of the gaps, lowest first, that had to be 0 for the rest to fit; usually none.</summary>
    public double Dropped => _dropped;

    /// <summary>Finds overlap and tail.</summary>
    /// <param name="durations">Executions, in milliseconds, in order of arrival; at least one.</param>
    /// <param name="quartiles">Quartiles of the gaps.</param>
    /// <param name="span">Milliseconds that all arrivals fit into.</param>
    /// <param name="random">The function's numbers.</param>
    public static GapFit Of(double[] durations, IdleQuartiles quartiles, double span, ref SeededRandom random)
    {
        var fit = new GapFit(durations, quartiles, span, ref random);
        fit.Settle();
        return fit;
    }

    /// <summary>The arrivals, in milliseconds from the start of the span.</summary>
    public double[] Arrivals(ref SeededRandom random)
    {
        var arrivals = new double[_durations.Length];
        var start = random.NextUnit() * Math.Max(0, _span - Walk(arrivals));
        return Array.ConvertAll(arrivals, at => start + at);
    }

    private void Settle()
    {
        // n calls in a span have n - 1 gaps in (n - 1) / n of it, on average.
        var target = _span * _shares.Length / _durations.Length;
        var extent = Walk([]);
        if (extent < target)
        {
            _tail = Bisection.Below(0, _span, target, tail => With(ref _tail, tail));
        }
        else if (extent > _span && !FitsByOverlap(target) && !FitsByDropping(Quarter))
        {
            _overlap = 0;
            FitsByDropping(1);
            FitsByOverlap(target);
        }
    }

    private bool FitsByOverlap(double target)
    {
        var usual = _overlap;
        var shortest = With(ref _overlap, 0);
        if (shortest > _span)
        {
            _overlap = usual;
            return false;
        }

        _overlap = shortest >= target
            ? 0
            : Bisection.Below(0, _durations.Average(), target, overlap => With(ref _overlap, overlap));
        return true;
    }

    /// <summary>Makes the fewest of the lowest gaps 0 that have to be.</summary>
    private bool FitsByDropping(double most)
    {
        if (With(ref _dropped, most) > _span)
        {
            _dropped = 0;
            return false;
        }

        // The extent falls while the share rises: search the share that is left.
        _dropped = most - Bisection.Below(0, most, _span, left => With(ref _dropped, most - left));
        return true;
    }

    /// <summary>Sets a figure; returns the milliseconds from the first to the last arrival.</summary>
    private double With(ref double figure, double value)
    {
        figure = value;
        return Walk([]);
    }

    /// <summary>Goes from arrival to arrival and returns the last; notes them where there is room.</summary>
    private double Walk(Span<double> arrivals)
    {
        var at = 0.0;
        var busyUntil = _durations[0];
        for (var i = 0; i < _shares.Length; i++)
        {
            var gap = Gap(_shares[i], _pauses[i]);
            at = gap > 0 ? busyUntil + gap : at + Squeezed(_overlap * _pauses[i], busyUntil - at);
            busyUntil = Math.Max(busyUntil, at + _durations[i + 1]);
            if (!arrivals.IsEmpty)
            {
                arrivals[i + 1] = at;
            }
        }

        return at;
    }

    /// <summary>Nearly the time itself while it is short, always below the bound, and rising with it.</summary>
    private static double Squeezed(double time, double bound) =>
        bound > 0 ? bound * (1 - Math.Exp(-time / bound)) : 0;

    private double Gap(double share, double pause) => share switch
    {
        _ when share < _dropped => 0,
        < Quarter => Between(_least, _quartiles.Lower, share),
        < 2 * Quarter => Between(_quartiles.Lower, _quartiles.Middle, share - Quarter),
        < 3 * Quarter => Between(_quartiles.Middle, _quartiles.Upper, share - (2 * Quarter)),
        _ => _quartiles.Upper + (_tail * pause),
    };

    private static double Between(double from, double to, double share) => from + ((to - from) * share / Quarter);

    /// <summary>
    /// Where each gap lies between the least, 0, and the largest, 1: even steps, shuffled. Drawn freely, eleven gaps
    /// would miss the quartiles that they are said to have.
    /// </summary>
    private static double[] Shares(int count, ref SeededRandom random)
    {
        var shares = new double[count];
        for (var i = 0; i < count; i++)
        {
            var place = (int)(random.NextUnit() * (i + 1));
            shares[i] = shares[place];
            shares[place] = count == 1 ? 0.5 : Snapped((double)i / (count - 1), 1.0 / (count - 1));
        }

        return shares;
    }

    /// <summary>A quartile lies between two gaps or on one: those are put on it.</summary>
    private static double Snapped(double share, double step)
    {
        var quartile = Quarter * Math.Clamp(Math.Round(share / Quarter), 1, 3);
        return Math.Abs(share - quartile) < step ? quartile : share;
    }

    /// <summary>
    /// An exponential number of mean 1: for gaps above the upper quartile the one of its share, so that the tail starts
    /// at the quartile; the largest stands for half a step, as a share of 1 would be endless.
    /// </summary>
    private double Pause(double share, ref SeededRandom random) =>
        share < 3 * Quarter
            ? random.NextExponential()
            : -Math.Log(Math.Max(1 - share, 0.5 / _shares.Length) / Quarter);
}
