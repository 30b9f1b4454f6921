namespace OrleansScaler.Scheduling.Statistics.Forecasts;

/// <summary>
/// The next minute as a weighted sum of the ten before it (autoregression of order 10), the weights fitted to the
/// series by least squares. Learns periods up to ten minutes and damped swings; needs half an hour, and learns little
/// from rare spikes.
/// </summary>
/// <remarks>
/// Deviations from the mean are fitted, with a ridge of a thousandth of their mean square, so that a constant or a
/// repeating series has one answer too; the weights shrink by about as much. 65·n steps: about 5 µs for 120 minutes,
/// no allocation up to 256 values.
/// </remarks>
public static class Ar10Forecast
{
    /// <summary>Minutes needed: two equations for each of ten unknowns.</summary>
    public const int ShortestSeries = 30;

    private const int Order = 10;
    private const double Ridge = 1e-3;
    private const int StackLimit = 256;

    /// <summary>Forecasts the value after the last.</summary>
    /// <param name="series">One finite value a minute, oldest first.</param>
    /// <returns>At least 0; not-a-number, for "don't know", below <see cref="ShortestSeries"/> values.</returns>
    public static double NextMinute(ReadOnlySpan<double> series)
    {
        if (series.Length < ShortestSeries)
        {
            return double.NaN;
        }

        var mean = Series.Mean(series);
        var values = series.Length <= StackLimit ? stackalloc double[series.Length] : new double[series.Length];
        for (var minute = 0; minute < series.Length; minute++)
        {
            values[minute] = series[minute] - mean;
        }

        return Math.Max(0, mean + NextDeviation(values));
    }

    private static double NextDeviation(ReadOnlySpan<double> values)
    {
        Span<double> normal = stackalloc double[Order * Order];
        Span<double> weights = stackalloc double[Order];
        var trace = FillNormalEquations(values, normal, weights);
        if (!(trace > 0))
        {
            return 0;
        }

        for (var row = 0; row < Order; row++)
        {
            normal[(row * Order) + row] += Ridge * trace / Order;
        }

        Solve(normal, weights);
        var next = 0.0;
        for (var lag = 0; lag < Order; lag++)
        {
            next += weights[lag] * values[values.Length - 1 - lag];
        }

        return next;
    }

    /// <summary>Sums over the minutes of lagged · lagged and lagged · value; returns the diagonal's.</summary>
    private static double FillNormalEquations(ReadOnlySpan<double> values, Span<double> normal, Span<double> right)
    {
        var trace = 0.0;
        for (var row = 0; row < Order; row++)
        {
            right[row] = Product(values, row + 1, 0);
            for (var column = 0; column <= row; column++)
            {
                var product = Product(values, row + 1, column + 1);
                normal[(row * Order) + column] = product;
                normal[(column * Order) + row] = product;
            }

            trace += normal[(row * Order) + row];
        }

        return trace;
    }

    private static double Product(ReadOnlySpan<double> values, int lag, int otherLag)
    {
        var sum = 0.0;
        for (var minute = Order; minute < values.Length; minute++)
        {
            sum += values[minute - lag] * values[minute - otherLag];
        }

        return sum;
    }

    /// <summary>Gauss without pivots: the ridge makes the matrix positive definite, so none is 0.</summary>
    private static void Solve(Span<double> matrix, Span<double> right)
    {
        for (var pivot = 0; pivot < Order; pivot++)
        {
            for (var row = pivot + 1; row < Order; row++)
            {
                var factor = matrix[(row * Order) + pivot] / matrix[(pivot * Order) + pivot];
                for (var column = pivot; column < Order; column++)
                {
                    matrix[(row * Order) + column] -= factor * matrix[(pivot * Order) + column];
                }

                right[row] -= factor * right[pivot];
            }
        }

        for (var row = Order - 1; row >= 0; row--)
        {
            for (var column = row + 1; column < Order; column++)
            {
                right[row] -= matrix[(row * Order) + column] * right[column];
            }

            right[row] /= matrix[(row * Order) + row];
        }
    }
}
