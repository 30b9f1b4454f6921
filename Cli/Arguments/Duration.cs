using System.Globalization;

namespace OrleansScaler.Cli.Arguments;

/// <summary>A length of time as the command line spells it: <c>500ms</c>, <c>10s</c>, <c>1.5m</c>, <c>2h</c>.</summary>
/// <param name="Value">The length.</param>
internal readonly record struct Duration(TimeSpan Value)
{
    /// <summary>Timers count milliseconds in 31 bits; 24 days is the longest that they can wait.</summary>
    public static readonly TimeSpan Maximum = TimeSpan.FromDays(24);

    // "ms" before "m" and "s", which it ends in.
    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
    ];

    public static bool TryParse(string text, out Duration duration)
    {
        duration = default;
        foreach (var (unit, length) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal))
            {
                continue;
            }

            var digits = text.AsSpan(0, text.Length - unit.Length);
            if (!double.TryParse(
                    digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                || number * length.TotalSeconds > Maximum.TotalSeconds)
            {
                return false;
            }

            duration = new Duration(length * number);
            return true;
        }

        return false;
    }

    public override string ToString()
    {
        foreach (var (unit, length) in Units.Reverse())
        {
            if (Value >= length && Value.Ticks % length.Ticks == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{Value.Ticks / length.Ticks}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Value.TotalMilliseconds}ms");
    }
}
