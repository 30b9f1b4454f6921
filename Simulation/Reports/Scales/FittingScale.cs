namespace OrleansScaler.Simulation.Reports.Scales;

/// <summary>Chooses the scale that a chart's values ask for.</summary>
internal static class FittingScale
{
    /// <summary>From this ratio of greatest to least on, an even scale presses most values into a corner.</summary>
    private const double WideRatio = 20;

    /// <summary>Differences below this share of the greatest value are small.</summary>
    private const double SmallShare = 0.05;

    /// <summary>The scale for values; of those that are no numbers nothing is asked.</summary>
    /// <param name="values">The values, at least 0.</param>
    /// <param name="label">Writes a value.</param>
    public static IScale For(IEnumerable<double> values, Func<double, string> label)
    {
        var known = values.Where(double.IsFinite).ToArray();
        var positive = known.Where(value => value > 0).ToArray();
        if (positive.Length == 0)
        {
            return new LinearScale(0, 1, label);
        }

        var (least, most) = (positive.Min(), positive.Max());
        var withZero = positive.Length < known.Length;
        if (most / least >= WideRatio)
        {
            return new LogScale(least, most, withZero, label);
        }

        // What is all far from zero fills the axis; the rest begins at zero, where lengths can be compared, and so does
        // what hardly differs, or a hundredth would look like a world.
        var fills = !withZero && least > most / 2 && most - least > SmallShare * most;
        return new LinearScale(fills ? least : 0, most, label);
    }
}
