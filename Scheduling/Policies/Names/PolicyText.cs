using System.Globalization;

namespace OrleansScaler.Scheduling.Policies.Names;

/// <summary>One name as written, split at its colon.</summary>
internal sealed class PolicyText
{
    private static readonly (string Unit, TimeSpan Length)[] s_units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
        ("d", TimeSpan.FromDays(1)),
    ];

    public PolicyText(string whole, string part)
    {
        Whole = whole;
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        Name = colon < 0 ? part : part[..colon];
        Argument = colon < 0 ? null : part[(colon + 1)..];
    }

    /// <summary>The whole name that this is, or is a part of.</summary>
    public string Whole { get; }

    /// <summary>What stands before the colon.</summary>
    public string Name { get; }

    /// <summary>What stands after it; null without one.</summary>
    public string? Argument { get; }

    /// <summary>The argument as a duration from 0 to 10,000 days; null when it is none.</summary>
    public TimeSpan? Duration()
    {
        // "ms" before "s": the first unit that fits at the end is the longest one.
        foreach (var (unit, length) in s_units)
        {
            if (Argument is { } text && text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(
                    text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                && count * length.TotalDays <= 10_000)
            {
                return length * count;
            }
        }

        return null;
    }
}
