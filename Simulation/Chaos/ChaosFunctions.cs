using System.Globalization;
using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Chaos;

/// <summary>
/// The functions of a chaos run and how often each is called: a few all the time, many now and then, so that warm
/// starts, cold starts and slots given back all go on at once. The same seed makes the same functions in every process.
/// </summary>
internal sealed class ChaosFunctions
{
    /// <summary>Least and most seconds of a function's time-out: unknown slots must be gone within the run.</summary>
    public const int ShortestTimeoutSeconds = 5;

    /// <summary>See <see cref="ShortestTimeoutSeconds"/>.</summary>
    public const int LongestTimeoutSeconds = 15;

    /// <summary>
    /// The r-th function is called r^-1.3 times as often as the first: 50 of them, then, from 37 % to 0.2 %.
    /// </summary>
    private const double Skew = 1.3;

    /// <summary>Runs end well before any time-out.</summary>
    private static readonly TimeSpan s_longestRun = TimeSpan.FromSeconds(2);

    private static readonly int[] s_sizes = [128, 256, 512, 1024];

    private readonly ulong _seed;
    private readonly ChaosFunction[] _functions;
    private readonly double[] _shares;

    public ChaosFunctions(ulong seed, int count)
    {
        _seed = seed;
        _functions = [.. Enumerable.Range(0, count).Select(n => Make($"chaos-{n:000}"))];
        var sum = 0.0;
        _shares = [.. Enumerable.Range(1, count).Select(rank => sum += Math.Pow(rank, -Skew))];
    }

    /// <summary>The function that the next call is for.</summary>
    public ChaosFunction Pick(ref SeededRandom random)
    {
        var at = Array.BinarySearch(_shares, random.NextUnit() * _shares[^1]);
        return _functions[Math.Min(at < 0 ? ~at : at, _functions.Length - 1)];
    }

    /// <summary>Any of them, each as likely.</summary>
    public ChaosFunction PickAny(ref SeededRandom random) =>
        _functions[(int)(random.NextUnit() * _functions.Length)];

    /// <summary>A function of that name, which need not be among them.</summary>
    public ChaosFunction Make(FormattableString key) => Make(key.ToString(CultureInfo.InvariantCulture));

    /// <summary>How long the next run takes.</summary>
    public static TimeSpan DrawRun(ChaosFunction function, ref SeededRandom random)
    {
        var run = function.MedianRun * random.NextLognormal(sigma: 0.8);
        return run < s_longestRun ? run : s_longestRun;
    }

    private ChaosFunction Make(string key)
    {
        var random = SeededRandom.For(_seed, SeededRandom.NameOf(key), SeededRandom.NameOf("function"));
        var size = s_sizes[(int)(random.NextUnit() * s_sizes.Length)];
        var timeout = ShortestTimeoutSeconds
            + (int)(random.NextUnit() * (LongestTimeoutSeconds + 1 - ShortestTimeoutSeconds));
        var median = TimeSpan.FromMilliseconds(20 + (180 * random.NextUnit()));
        return new ChaosFunction(key, size, TimeSpan.FromSeconds(timeout), median);
    }
}
