using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OrleansScaler.Silo.Configuration;

/// <summary>Option values as people write them.</summary>
internal static partial class OptionText
{
    private static readonly Dictionary<string, TimeSpan> s_units = new(StringComparer.Ordinal)
    {
        ["ms"] = TimeSpan.FromMilliseconds(1),
        ["s"] = TimeSpan.FromSeconds(1),
        ["m"] = TimeSpan.FromMinutes(1),
        ["h"] = TimeSpan.FromHours(1),
        ["d"] = TimeSpan.FromDays(1),
    };

    /// <summary>Reads a value of a type that options have.</summary>
    public static bool TryRead(string text, Type type, out object? value)
    {
        var invariant = CultureInfo.InvariantCulture;
        type = Nullable.GetUnderlyingType(type) ?? type;
        (var isRead, value) = type switch
        {
            _ when type == typeof(string) => (true, (object)text),
            _ when type == typeof(int) => (int.TryParse(text, NumberStyles.Integer, invariant, out var v), v),
            _ when type == typeof(ulong) => (ulong.TryParse(text, NumberStyles.Integer, invariant, out var v), v),
            _ when type == typeof(double) => (double.TryParse(text, NumberStyles.Float, invariant, out var v), v),
            _ when type == typeof(bool) => (bool.TryParse(text, out var v), v),
            _ when type == typeof(TimeSpan) => (TryReadDuration(text, out var v), v),
            _ => throw new NotSupportedException($"Options of type {type} are not read."),
        };
        return isRead && value is not double.NaN;
    }

    /// <summary>Writes a value as it would be configured.</summary>
    public static string Write(object? value) => value switch
    {
        null => "missing",
        string text => $"'{text}'",
        TimeSpan duration => WriteDuration(duration),
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>What kind of value a type is, in words.</summary>
    public static string KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var kind when kind == typeof(TimeSpan) => "a duration, such as 500ms, 10s, 5m, 2h or 00:00:10",
        var kind when kind == typeof(int) || kind == typeof(ulong) => "a whole number",
        var kind when kind == typeof(double) => "a number",
        var kind when kind == typeof(bool) => "true or false",
        _ => "a text",
    };

    /// <summary>A bound, in words.</summary>
    public static string BoundOf(ValidationAttribute bound) => bound switch
    {
        RangeAttribute range => $"from {Limit(range, range.Minimum)} to {Limit(range, range.Maximum)}",
        AllowedValuesAttribute allowed => $"one of {string.Join(", ", allowed.Values)}",
        RequiredAttribute => "given",
        _ => bound.FormatErrorMessage("value"),
    };

    /// <summary>The attribute has its limits as text until its first check, and as durations from then on.</summary>
    private static string Limit(RangeAttribute range, object limit) =>
        range.OperandType == typeof(TimeSpan) && limit is string text
            ? WriteDuration(TimeSpan.Parse(text, CultureInfo.InvariantCulture))
            : Write(limit);

    private static string WriteDuration(TimeSpan duration)
    {
        foreach (var unit in (string[])["d", "h", "m", "s", "ms"])
        {
            if (duration != TimeSpan.Zero && duration.Ticks % s_units[unit].Ticks == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / s_units[unit].Ticks}{unit}");
            }
        }

        return duration == TimeSpan.Zero ? "0s" : duration.ToString("c", CultureInfo.InvariantCulture);
    }

    private static bool TryReadDuration(string text, out TimeSpan duration)
    {
        if (DurationPattern().Match(text) is { Success: true } match)
        {
            var count = double.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
            var ticks = count * s_units[match.Groups["unit"].Value].Ticks;
            duration = ticks < TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)ticks) : TimeSpan.MaxValue;
            return true;
        }

        // Without a colon .NET would read "15" as fifteen days.
        duration = default;
        return text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration);
    }

    [GeneratedRegex(@"^(?<count>\d+(\.\d+)?)(?<unit>ms|s|m|h|d)$", RegexOptions.CultureInvariant)]
    private static partial Regex DurationPattern();
}
