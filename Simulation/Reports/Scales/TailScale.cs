namespace OrleansScaler.Simulation.Reports.Scales;

/// <summary>
/// A scale of shares that spreads the tail: half, nine tenths, 99 %, 99.9 % … are about equally far apart, and the end
/// is everything. Where one call in a thousand is cold, an even scale would show nothing.
/// </summary>
internal sealed class TailScale : IScale
{
    /// <summary>Nines before everything; curves know no share between 99.99 % and all.</summary>
    private const int Nines = 4;

    private static readonly (double Share, string Label)[] s_marks =
    [
        (0, "0 %"), (0.5, "50 %"), (0.9, "90 %"), (0.99, "99 %"), (0.999, "99.9 %"), (0.9999, "99.99 %"), (1, "all"),
    ];

    public string Kind => "tail spread";

    public IReadOnlyList<Tick> Ticks => [.. s_marks.Select(mark => new Tick(PlaceOf(mark.Share), mark.Label))];

    public double PlaceOf(double value) =>
        value >= 1 ? 1 : Math.Clamp(-Math.Log10(1 - Math.Max(0, value)), 0, Nines) / (Nines + 1);

    public double ValueAt(double place) => place >= 1 ? 1 : 1 - Math.Pow(10, -place * (Nines + 1));
}
