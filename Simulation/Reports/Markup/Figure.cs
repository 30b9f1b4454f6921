using System.Globalization;

namespace OrleansScaler.Simulation.Reports.Markup;

/// <summary>Numbers as a reader wants them. What is no number is a dash.</summary>
internal static class Figure
{
    public const string None = "–";

    private static readonly (double Size, string Sign)[] s_sizes =
    [
        (1e12, " T"), (1e9, " G"), (1e6, " M"), (1e3, " k"),
    ];

    /// <summary>With thousands apart: <c>1,234,567</c>.</summary>
    public static string Whole(double value) => Text(value, "N0");

    /// <summary>With three digits after the point, as small shares need.</summary>
    public static string Percent(double share) => Text(100 * share, "0.000");

    /// <summary>With one digit after the point.</summary>
    public static string ShortPercent(double share) => Text(100 * share, "0.0") + (double.IsFinite(share) ? " %" : "");

    /// <summary>With two digits after the point.</summary>
    public static string Score(double value) => Text(value, "0.00");

    /// <summary>At most three digits and a size: <c>250 k</c>, <c>1.5 M</c>, <c>0.02</c>.</summary>
    public static string Compact(double value)
    {
        foreach (var (size, sign) in s_sizes)
        {
            if (Math.Abs(value) >= size)
            {
                return Text(value / size, "0.##") + sign;
            }
        }

        return Math.Abs(value) is 0 or >= 0.001 ? Text(value, "0.###") : Text(value, "0.##E0");
    }

    /// <summary>A length of time in its own unit: <c>50 ms</c>, <c>2 s</c>, <c>3 k s</c>.</summary>
    public static string Seconds(double seconds) => Math.Abs(seconds) switch
    {
        0 => "0",
        < 1e-3 => $"{Compact(seconds * 1e6)} µs",
        < 1 => $"{Compact(seconds * 1e3)} ms",
        _ => $"{Compact(seconds)} s",
    };

    private static string Text(double value, string format) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : None;
}
