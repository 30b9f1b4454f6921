namespace OrleansScaler.Simulation.Reports.Scales;

/// <summary>An even scale that begins and ends at round numbers.</summary>
internal sealed class LinearScale : IScale
{
    private const int UsualSteps = 6;

    private readonly double _first;
    private readonly double _last;

    /// <summary>Covers a range.</summary>
    /// <param name="least">Its beginning.</param>
    /// <param name="most">Its end; when it is not greater, so much as its beginning again, or 1.</param>
    /// <param name="label">Writes a value.</param>
    /// <param name="steps">About how many steps.</param>
    public LinearScale(double least, double most, Func<double, string> label, int steps = UsualSteps)
    {
        var length = most > least ? most - least : Math.Max(Math.Abs(least), 1);
        most = least + length;
        var step = NiceStep.AtLeast(length / steps);
        var first = Math.Floor((least / step) + 1e-9);
        var last = Math.Max(Math.Ceiling((most / step) - 1e-9), first + 1);
        (_first, _last) = (first * step, last * step);
        Ticks =
        [
            .. Enumerable.Range(0, (int)(last - first) + 1)
                .Select(i => new Tick(i / (last - first), label((first + i) * step))),
        ];
    }

    public string Kind => "";

    public IReadOnlyList<Tick> Ticks { get; }

    public double PlaceOf(double value) => Math.Clamp((value - _first) / (_last - _first), 0, 1);

    public double ValueAt(double place) => _first + (place * (_last - _first));
}
