namespace OrleansScaler.Simulation.Reports.Scales;

/// <summary>
/// A scale on which equal distances are equal ratios. It begins and ends at numbers of one digit; zero, which has no
/// place on it, gets one before its beginning when it is wanted.
/// </summary>
internal sealed class LogScale : IScale
{
    /// <summary>The part of the axis that zero gets.</summary>
    private const double ZeroShare = 0.07;

    /// <summary>Up to here 2 and 5 are labelled too, and up to the next all nine digits have a mark.</summary>
    private const double FewDecades = 2.2;

    private const double SomeDecades = 5;

    /// <summary>Above, labels of all powers of ten would touch.</summary>
    private const double ManyDecades = 8;

    private readonly double _first;
    private readonly double _last;
    private readonly double _begin;

    /// <summary>Covers a range.</summary>
    /// <param name="least">Its beginning, above 0.</param>
    /// <param name="most">Its end.</param>
    /// <param name="withZero">Whether zero gets a place.</param>
    /// <param name="label">Writes a value.</param>
    public LogScale(double least, double most, bool withZero, Func<double, string> label)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(least);
        var (first, last) = (RoundDown(least), RoundUp(most));
        last = last > first ? last : first * 10;
        (_first, _last) = (Math.Log10(first), Math.Log10(last));
        _begin = withZero ? ZeroShare : 0;
        Ticks = [.. withZero ? [new Tick(0, label(0))] : Array.Empty<Tick>(), .. Marks(first, last, label)];
    }

    public string Kind => "log";

    public IReadOnlyList<Tick> Ticks { get; }

    public double PlaceOf(double value) => value > 0
        ? _begin + ((1 - _begin) * Math.Clamp((Math.Log10(value) - _first) / (_last - _first), 0, 1))
        : 0;

    /// <summary>Between the place of zero and the scale's beginning there is nothing.</summary>
    public double ValueAt(double place) => place >= _begin
        ? Math.Pow(10, _first + ((place - _begin) / (1 - _begin) * (_last - _first)))
        : 0;

    /// <summary>To one digit: 217 begins at 200. The tiny part is for divisions that come out too small.</summary>
    private static double RoundDown(double value)
    {
        var decade = Math.Floor(Math.Log10(value));
        return NiceStep.Times(Math.Floor((value / Math.Pow(10, decade)) + 1e-9), decade);
    }

    /// <summary>To one digit: 217 ends at 300.</summary>
    private static double RoundUp(double value)
    {
        var decade = Math.Floor(Math.Log10(value));
        return NiceStep.Times(Math.Ceiling((value / Math.Pow(10, decade)) - 1e-9), decade);
    }

    private bool IsLabelled(int digit, double decade) => (_last - _first) switch
    {
        <= FewDecades => digit is 1 or 2 or 5,
        <= ManyDecades => digit == 1,
        _ => decade % 2 == 0,
    };

    private IEnumerable<Tick> Marks(double first, double last, Func<double, string> label)
    {
        var decades = _last - _first;
        for (var decade = Math.Floor(_first); decade <= Math.Ceiling(_last); decade++)
        {
            for (var digit = 1; digit <= (decades <= SomeDecades ? 9 : 1); digit++)
            {
                var value = NiceStep.Times(digit, decade);
                if (value >= first * (1 - 1e-9) && value <= last * (1 + 1e-9))
                {
                    yield return new Tick(PlaceOf(value), IsLabelled(digit, decade) ? label(value) : "");
                }
            }
        }
    }
}
