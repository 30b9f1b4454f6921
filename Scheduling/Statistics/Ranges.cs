using System.Runtime.CompilerServices;

namespace OrleansScaler.Scheduling.Statistics;

/// <summary>Checks of arguments that the statistics share.</summary>
internal static class Ranges
{
    /// <summary>Refuses what is no share of a whole, not-a-number included.</summary>
    /// <param name="value">From 0 to 1.</param>
    /// <param name="name">Filled in by the compiler.</param>
    public static void ThrowUnlessShare(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        ThrowUnless(value is >= 0 and <= 1, value, "0 to 1", name);

    /// <summary>Refuses what is no percentage, not-a-number included.</summary>
    /// <param name="value">From 0 to 100.</param>
    /// <param name="name">Filled in by the compiler.</param>
    public static void ThrowUnlessPercent(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        ThrowUnless(value is >= 0 and <= 100, value, "0 to 100", name);

    private static void ThrowUnless(bool isInRange, double value, string range, string name)
    {
        if (!isInRange)
        {
            throw new ArgumentOutOfRangeException(name, value, $"Must be from {range}");
        }
    }
}
