namespace OrleansScaler.Simulation.Traces.Figures;

/// <summary>Finds where a figure that only rises passes a bound.</summary>
internal static class Bisection
{
    /// <summary>Halvings; 60 leave less of an interval than a double's digits tell apart.</summary>
    private const int Steps = 60;

    /// <summary>The largest argument, to within the halvings, whose figure is not above the bound.</summary>
    /// <param name="low">An argument that is not above it.</param>
    /// <param name="high">An argument that is.</param>
    /// <param name="bound">The bound.</param>
    /// <param name="figure">The figure; it rises with its argument.</param>
    public static double Below(double low, double high, double bound, Func<double, double> figure)
    {
        for (var i = 0; i < Steps; i++)
        {
            var middle = (low + high) / 2;
            if (figure(middle) <= bound)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
