namespace OrleansScaler.Simulation.Reports.Scales;

/// <summary>Round numbers: 1, 2 and 5 times a power of ten.</summary>
internal static class NiceStep
{
    private static readonly double[] s_digits = [1, 2, 5];

    /// <summary>The least round number that is at least as large.</summary>
    public static double AtLeast(double value)
    {
        var decade = Math.Floor(Math.Log10(value));
        foreach (var digit in s_digits)
        {
            // 1e-12: a logarithm that came out a bit too large must not skip the number itself.
            if (Times(digit, decade) >= value * (1 - 1e-12))
            {
                return Times(digit, decade);
            }
        }

        return Times(1, decade + 1);
    }

    /// <summary>0.2 and not 0.2000…1: below 1 the power is divided by.</summary>
    public static double Times(double digit, double decade) =>
        decade < 0 ? digit / Math.Pow(10, -decade) : digit * Math.Pow(10, decade);
}
