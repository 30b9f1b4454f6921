namespace OrleansScaler.Scheduling.Statistics.Forecasts;

/// <summary>
/// The next minute from what repeats: the ten strongest harmonics of up to two hours, carried on by one step (Roy et
/// al., "IceBreaker", ASPLOS 2022). Loses where a period does not fit the window a whole number of times, or changes.
/// </summary>
/// <remarks>
/// A straight line is taken out first where it explains at least half of the variance, and put back after: otherwise a
/// ramp would be taken for a saw and forecast to fall. n² steps: about 15 µs for 120 minutes, no allocation.
/// </remarks>
public static class FourierForecast
{
    /// <summary>Minutes looked at; older ones are left off.</summary>
    public const int LongestSeries = 120;

    /// <summary>Minutes needed: fewer cannot show that anything repeats.</summary>
    public const int ShortestSeries = 8;

    private const int Harmonics = 10;
    private const double TrendShare = 0.5;

    /// <summary>Forecasts the value after the last.</summary>
    /// <param name="series">One finite value a minute, oldest first.</param>
    /// <returns>At least 0; not-a-number, for "don't know", below <see cref="ShortestSeries"/> values.</returns>
    public static double NextMinute(ReadOnlySpan<double> series)
    {
        var recent = series.Length <= LongestSeries ? series : series[^LongestSeries..];
        if (recent.Length < ShortestSeries)
        {
            return double.NaN;
        }

        Span<double> rest = stackalloc double[recent.Length];
        recent.CopyTo(rest);
        var carriedOn = TakeOutLine(rest) + StrongestHarmonics(rest);
        return Math.Max(0, carriedOn);
    }

    /// <summary>Leaves what differs from the line, and returns where the line goes next.</summary>
    private static double TakeOutLine(Span<double> values)
    {
        var middle = (values.Length - 1) / 2.0;
        var mean = Series.Mean(values);
        var (variance, covariance, spread) = (0.0, 0.0, 0.0);
        for (var minute = 0; minute < values.Length; minute++)
        {
            var value = values[minute] - mean;
            variance += value * value;
            covariance += value * (minute - middle);
            spread += (minute - middle) * (minute - middle);
        }

        var slope = covariance / spread;
        slope = covariance * slope >= TrendShare * variance ? slope : 0;
        for (var minute = 0; minute < values.Length; minute++)
        {
            values[minute] -= mean + (slope * (minute - middle));
        }

        return mean + (slope * (values.Length - middle));
    }

    /// <summary>The strongest harmonics one step past the end, where each is what it was at the start.</summary>
    private static double StrongestHarmonics(ReadOnlySpan<double> values)
    {
        var length = values.Length;
        Span<double> cosines = stackalloc double[length];
        Span<double> sines = stackalloc double[length];
        for (var step = 0; step < length; step++)
        {
            (sines[step], cosines[step]) = Math.SinCos(2 * Math.PI * step / length);
        }

        Span<double> strength = stackalloc double[length / 2];
        Span<double> atStart = stackalloc double[length / 2];
        for (var cycles = 1; cycles <= length / 2; cycles++)
        {
            var real = Correlation(values, cosines, cycles);
            var imaginary = Correlation(values, sines, cycles);
            strength[cycles - 1] = (real * real) + (imaginary * imaginary);

            // Every frequency has its mirror image, but for the fastest of an even length, which is its own.
            atStart[cycles - 1] = real * (2 * cycles == length ? 1 : 2) / length;
        }

        strength.Sort(atStart);
        return Series.Sum(atStart[^Math.Min(Harmonics, atStart.Length)..]);
    }

    private static double Correlation(ReadOnlySpan<double> values, ReadOnlySpan<double> wave, int cycles)
    {
        var sum = 0.0;
        var step = 0;
        foreach (var value in values)
        {
            sum += value * wave[step];
            step += cycles;
            step -= step >= values.Length ? values.Length : 0;
        }

        return sum;
    }
}
