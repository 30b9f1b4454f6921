using System.Globalization;

namespace OrleansScaler.Scheduling.Policies.Names;

/// <summary>A length of time as it is written: <c>500ms</c>, <c>10s</c>, <c>1.5m</c>, <c>2h</c>, <c>7d</c>.</summary>
public static class DurationText
{
    /// <summary>Longer than anything is kept or played, and far from where ticks overflow.</summary>
    private const double MaximumDays = 10_000;

    private static readonly (string Unit, TimeSpan Length)[] s_units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
        ("d", TimeSpan.FromDays(1)),
    ];

    /// <summary>The duration, from 0 to 10,000 days; null when the text is none.</summary>
    /// <param name="text">The text.</param>
    public static TimeSpan? Read(string text)
    {
        // "ms" before "s": the first unit that fits at the end is the longest one.
        foreach (var (unit, length) in s_units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(
                    text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                && count * length.TotalDays <= MaximumDays)
            {
                return length * count;
            }
        }

        return null;
    }

    /// <summary>The text of a duration, in the largest unit that it is a whole number of.</summary>
    /// <param name="duration">The duration.</param>
    public static string Write(TimeSpan duration)
    {
        for (var i = s_units.Length - 1; i >= 0; i--)
        {
            var (unit, length) = s_units[i];
            if (duration >= length && duration.Ticks % length.Ticks == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / length.Ticks}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds}ms");
    }
}
