using System.Globalization;

namespace Grpc.Shared;

/// <summary>The value of grpc-timeout: at most eight digits (nine are forgiven) and a unit.</summary>
internal static class TimeoutText
{
    private const long MaximumDigits = 99_999_999;

    private static readonly (char Unit, long Ticks)[] _units =
    [
        ('u', TimeSpan.TicksPerMicrosecond),
        ('m', TimeSpan.TicksPerMillisecond),
        ('S', TimeSpan.TicksPerSecond),
        ('M', TimeSpan.TicksPerMinute),
        ('H', TimeSpan.TicksPerHour),
    ];

    public static string Format(TimeSpan timeout)
    {
        foreach ((char unit, long ticks) in _units)
        {
            // Rounded up: a server must not give up before its caller does.
            long value = (timeout.Ticks + ticks - 1) / ticks;
            if (value <= MaximumDigits)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{value}{unit}");
            }
        }

        return "99999999H";
    }

    /// <summary>False for what is malformed; the call then has no deadline.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > 10
            || !long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long value))
        {
            return false;
        }

        if (text[^1] == 'n')
        {
            timeout = TimeSpan.FromTicks((value + 99) / 100);
            return true;
        }

        foreach ((char unit, long ticks) in _units)
        {
            if (unit == text[^1])
            {
                timeout = TimeSpan.FromTicks(value * ticks);
                return true;
            }
        }

        return false;
    }
}
