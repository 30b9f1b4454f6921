using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Cells.Workloads;

/// <summary>
/// Least, mean and greatest of some values, and a distribution that has them: least + (greatest − least) · uᵏ for a
/// uniform u, whose mean is least + (greatest − least) / (k + 1).
/// </summary>
/// <param name="Least">The least.</param>
/// <param name="Mean">The mean, between the two.</param>
/// <param name="Greatest">The greatest.</param>
internal readonly record struct FigureSpread(double Least, double Mean, double Greatest)
{
    /// <summary>
    /// Values in a random order that have the three figures: the least and the greatest once each, and one value from
    /// each of equal parts of the distribution between. So the mean of few values is right, too.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="random">Draws them.</param>
    public double[] Draw(int count, ref SeededRandom random)
    {
        var values = new double[count];
        if (count == 1)
        {
            values[0] = Mean;
        }
        else if (count > 1)
        {
            FillBetween(values.AsSpan(1, count - 2), ref random);
            values[0] = Least;
            values[^1] = Greatest;
        }

        Shuffle(values, ref random);
        return values;
    }

    /// <summary>Puts values in a random order (Fisher and Yates).</summary>
    public static void Shuffle<T>(Span<T> values, ref SeededRandom random)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var other = (int)(random.NextUnit() * (i + 1));
            (values[i], values[other]) = (values[other], values[i]);
        }
    }

    /// <summary>The value below which a share of the distribution lies.</summary>
    public double AtShare(double share) => ValueAt(share, ExponentFor(Mean));

    private void FillBetween(Span<double> values, ref SeededRandom random)
    {
        var count = values.Length + 2;
        var rest = ((Mean * count) - Least - Greatest) / Math.Max(1, values.Length);
        var exponent = ExponentFor(Math.Clamp(rest, Least, Greatest));
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ValueAt((i + random.NextUnit()) / values.Length, exponent);
        }
    }

    private double ExponentFor(double mean) => mean > Least ? (Greatest - mean) / (mean - Least) : double.MaxValue;

    private double ValueAt(double share, double exponent) => Least + ((Greatest - Least) * Math.Pow(share, exponent));
}
