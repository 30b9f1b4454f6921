using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Traces.Figures;

/// <summary>Executions with a given mean and a given longest one: lognormal, and cut at the longest.</summary>
internal static class DurationFit
{
    /// <summary>Draws the executions of one function, in milliseconds; mean and longest are met.</summary>
    /// <param name="calls">How many.</param>
    /// <param name="meanMs">Their mean.</param>
    /// <param name="maximumMs">The longest; null gives every call the mean.</param>
    /// <param name="random">The function's numbers.</param>
    public static double[] Draw(int calls, double meanMs, double? maximumMs, ref SeededRandom random)
    {
        var durations = new double[calls];
        if (maximumMs is not { } maximum || calls < 2 || meanMs <= 0 || maximum <= meanMs)
        {
            Array.Fill(durations, meanMs);
            return durations;
        }

        var longest = 0;
        for (var i = 0; i < calls; i++)
        {
            durations[i] = random.NextNormal();
            longest = durations[i] > durations[longest] ? i : longest;
        }

        var sigma = Sigma(durations[longest], maximum / meanMs);
        for (var i = 0; i < calls; i++)
        {
            durations[i] = Math.Exp(sigma * durations[i]);
        }

        Scale(durations, longest, meanMs, maximum);
        return durations;
    }

    /// <summary>
    /// With a median of m, the call that drew the most, z, takes m · e^(sigma z) and the mean is m · e^(sigma² / 2).
    /// Their ratio r gives sigma = z - √(z² - 2 ln r); where no sigma does, z comes nearest and the cut does the rest.
    /// </summary>
    private static double Sigma(double z, double ratio) =>
        z - Math.Sqrt(Math.Max(0, (z * z) - (2 * Math.Log(ratio))));

    /// <summary>The one that drew the most takes the maximum; the others share what is left of the sum.</summary>
    private static void Scale(double[] durations, int longest, double mean, double maximum)
    {
        var left = Math.Max(0, (mean * durations.Length) - maximum);
        var rest = durations.Where((_, i) => i != longest).ToArray();
        var factor = Bisection.Below(
            0, maximum / rest.Min(), left, factor => rest.Sum(each => Math.Min(factor * each, maximum)));
        for (var i = 0; i < durations.Length; i++)
        {
            durations[i] = i == longest ? maximum : Math.Min(factor * durations[i], maximum);
        }
    }
}
