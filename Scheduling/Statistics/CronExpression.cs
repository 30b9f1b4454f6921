using System.Diagnostics.CodeAnalysis;

namespace OrleansScaler.Scheduling.Statistics;

/// <summary>
/// Minutes by the calendar, in UTC: minute, hour, day of month, month and day of week (0 or 7 is Sunday), each
/// <c>*</c>, a number, a range <c>8-17</c>, a step <c>*/5</c> or <c>8-17/3</c>, or a list of those with commas.
/// </summary>
/// <remarks>
/// As in every cron, when neither of the two day fields begins with <c>*</c> a day matches by either of them; else it
/// must match both. Names of months and days, <c>@daily</c>, <c>L</c>, <c>W</c> and <c>#</c> are not known.
/// </remarks>
public sealed class CronExpression
{
    private const int LongestText = 256;

    // Twice the longest time between two 29ths of February that are, say, a Sunday: 40 years, over a year like 2100.
    private const int YearsSearched = 80;

    private static readonly CronField[] s_fields =
    [
        new("minute", 0, 59), new("hour", 0, 23), new("day of month", 1, 31), new("month", 1, 12),
        new("day of week", 0, 7),
    ];

    private readonly string _text;
    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _daysOfMonth;
    private readonly ulong _months;
    private readonly ulong _daysOfWeek;
    private readonly bool _eitherDay;

    private CronExpression(string[] fields, ReadOnlySpan<ulong> bits)
    {
        _text = string.Join(' ', fields);
        (_minutes, _hours, _daysOfMonth, _months, _daysOfWeek) = (bits[0], bits[1], bits[2], bits[3], bits[4]);
        _daysOfWeek |= _daysOfWeek >> 7;
        _eitherDay = fields[2][0] != '*' && fields[4][0] != '*';
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">Five fields between spaces, at most 256 characters.</param>
    /// <param name="expression">What was read; null when it could not be.</param>
    /// <param name="error">Which field is wrong and what it may be; null when all is well.</param>
    /// <returns>Whether it could be read. One that never matches, such as the 30th of February, cannot.</returns>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out CronExpression? expression,
        [NotNullWhen(false)] out string? error)
    {
        expression = null;
        if (text is null || text.Length > LongestText)
        {
            error = text is null ? "There is no cron expression" : $"More than {LongestText} characters";
            return false;
        }

        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != s_fields.Length)
        {
            error = $"'{text}' has {fields.Length} fields; a cron expression has {s_fields.Length}";
            return false;
        }

        Span<ulong> bits = stackalloc ulong[s_fields.Length];
        for (var index = 0; index < fields.Length; index++)
        {
            if (!s_fields[index].TryParse(fields[index], out bits[index], out error!))
            {
                return false;
            }
        }

        var parsed = new CronExpression(fields, bits);
        var matches = parsed.NextAfter(DateTimeOffset.UnixEpoch) is not null;
        expression = matches ? parsed : null;
        error = matches ? null : $"'{text}' names a day that does not exist";
        return matches;
    }

    /// <summary>Whether the minute of an instant matches.</summary>
    /// <param name="minute">Any instant of the minute, in any offset.</param>
    public bool Matches(DateTimeOffset minute)
    {
        var utc = minute.UtcDateTime;
        return MatchesDay(utc) && Has(_hours, utc.Hour) && Has(_minutes, utc.Minute);
    }

    /// <summary>The first matching minute that begins after an instant. Skips days and months without one.</summary>
    /// <param name="instant">In any offset; the minute it begins itself does not count.</param>
    /// <returns>Null only near the end of the calendar.</returns>
    public DateTimeOffset? NextAfter(DateTimeOffset instant)
    {
        var utc = instant.UtcDateTime;
        if (utc.Year + YearsSearched > DateTime.MaxValue.Year)
        {
            return null;
        }

        var end = utc.AddYears(YearsSearched);
        var next = new DateTime(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Utc).AddMinutes(1);
        while (next < end)
        {
            if (!Has(_months, next.Month))
            {
                next = new DateTime(next.Year, next.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);
            }
            else if (!MatchesDay(next))
            {
                next = next.Date.AddDays(1);
            }
            else if (!Has(_hours, next.Hour))
            {
                next = next.Date.AddHours(next.Hour + 1);
            }
            else if (!Has(_minutes, next.Minute))
            {
                next = next.AddMinutes(1);
            }
            else
            {
                return new DateTimeOffset(next, TimeSpan.Zero);
            }
        }

        return null;
    }

    /// <summary>The five fields with one space between.</summary>
    public override string ToString() => _text;

    private bool MatchesDay(DateTime utc)
    {
        var byMonth = Has(_daysOfMonth, utc.Day);
        var byWeek = Has(_daysOfWeek, (int)utc.DayOfWeek);
        return Has(_months, utc.Month) && (_eitherDay ? byMonth || byWeek : byMonth && byWeek);
    }

    private static bool Has(ulong bits, int value) => (bits >> value & 1) != 0;
}
