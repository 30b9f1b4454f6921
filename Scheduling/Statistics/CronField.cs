using System.Globalization;

namespace OrleansScaler.Scheduling.Statistics;

/// <summary>One field of a cron expression: its name in messages and its bounds.</summary>
internal sealed record CronField(string Name, int Minimum, int Maximum)
{
    /// <summary>Reads <c>*</c>, numbers, ranges and steps, separated by commas, as one bit for each value.</summary>
    public bool TryParse(string text, out ulong bits, out string? error)
    {
        bits = 0;
        error = null;
        foreach (var part in text.Split(','))
        {
            if (!TryParsePart(part, out var partBits, out error))
            {
                return false;
            }

            bits |= partBits;
        }

        return true;
    }

    private bool TryParsePart(string part, out ulong bits, out string? error)
    {
        bits = 0;
        var slash = part.IndexOf('/', StringComparison.Ordinal);
        var range = slash < 0 ? part : part[..slash];
        var step = 1;
        if (!TryParseRange(range, out var first, out var last))
        {
            error = $"{Name} '{part}' is no number, range or * within {Minimum}-{Maximum}";
        }
        else if (slash >= 0 && (!TryParseNumber(part[(slash + 1)..], out step) || step < 1 || step > Maximum))
        {
            error = $"{Name} '{part}' has a step outside 1-{Maximum}";
        }
        else if (slash >= 0 && range != "*" && !range.Contains('-', StringComparison.Ordinal))
        {
            error = $"{Name} '{part}' has a step without a range: write {first}-{Maximum}/{step}";
        }
        else
        {
            for (var value = first; value <= last; value += step)
            {
                bits |= 1UL << value;
            }

            error = null;
        }

        return error is null;
    }

    private bool TryParseRange(string text, out int first, out int last)
    {
        (first, last) = (Minimum, Maximum);
        if (text == "*")
        {
            return true;
        }

        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var isNumber = TryParseNumber(dash < 0 ? text : text[..dash], out first);
        last = first;
        isNumber = isNumber && (dash < 0 || TryParseNumber(text[(dash + 1)..], out last));
        return isNumber && Minimum <= first && first <= last && last <= Maximum;
    }

    private static bool TryParseNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
