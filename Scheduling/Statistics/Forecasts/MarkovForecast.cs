namespace OrleansScaler.Scheduling.Statistics.Forecasts;

/// <summary>
/// The next minute from what used to follow minutes like the last: four states, cut at the quartiles of the series, the
/// transitions between them counted, and the mean of each state. Good where load jumps between a few levels; blind to
/// anything older than one minute, periods included.
/// </summary>
public static class MarkovForecast
{
    private const int States = 4;
    private const int StackLimit = 256;

    /// <summary>Forecasts the value after the last. Sorts a copy.</summary>
    /// <param name="series">One finite value a minute, oldest first.</param>
    /// <returns>
    /// At least 0; not-a-number, for "don't know", when the state of the last value was never seen to be followed.
    /// </returns>
    public static double NextMinute(ReadOnlySpan<double> series)
    {
        if (series.Length < 2)
        {
            return double.NaN;
        }

        Span<double> borders = stackalloc double[States - 1];
        FindBorders(series, borders);
        Span<int> followers = stackalloc int[States];
        Span<int> counts = stackalloc int[States];
        Span<double> sums = stackalloc double[States];
        var last = StateOf(series[^1], borders);
        var before = -1;
        foreach (var value in series)
        {
            var state = StateOf(value, borders);
            counts[state]++;
            sums[state] += value;
            followers[state] += before == last ? 1 : 0;
            before = state;
        }

        return Math.Max(0, Expected(followers, counts, sums));
    }

    /// <summary>The mean of each state, weighed by its share among the followers.</summary>
    private static double Expected(ReadOnlySpan<int> followers, ReadOnlySpan<int> counts, ReadOnlySpan<double> sums)
    {
        var (expected, all) = (0.0, 0);
        for (var state = 0; state < States; state++)
        {
            expected += counts[state] == 0 ? 0 : followers[state] * sums[state] / counts[state];
            all += followers[state];
        }

        return all == 0 ? double.NaN : expected / all;
    }

    private static void FindBorders(ReadOnlySpan<double> series, Span<double> borders)
    {
        var sorted = series.Length <= StackLimit ? stackalloc double[series.Length] : new double[series.Length];
        series.CopyTo(sorted);
        sorted.Sort();
        for (var border = 0; border < borders.Length; border++)
        {
            borders[border] = sorted[((border + 1) * sorted.Length - 1) / States];
        }
    }

    /// <summary>The borders below a value. Equal borders leave states empty, which harms nothing.</summary>
    private static int StateOf(double value, ReadOnlySpan<double> borders)
    {
        var state = 0;
        while (state < borders.Length && borders[state] < value)
        {
            state++;
        }

        return state;
    }
}
