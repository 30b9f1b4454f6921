using System.Globalization;

namespace OrleansScaler.Scheduling.Policies.Names;

/// <summary>One name as written, split at its colons; past a slash follows the name of what it stands round.</summary>
internal sealed class PolicyText
{
    private static readonly (string Unit, double Megabytes)[] s_sizes = [("mb", 1), ("gb", 1_024), ("tb", 1_048_576)];

    private readonly string[] _arguments;

    public PolicyText(string whole, string part)
    {
        Whole = whole;
        var slash = part.IndexOf('/', StringComparison.Ordinal);
        Inner = slash < 0 ? null : new PolicyText(whole, part[(slash + 1)..]);
        var words = (slash < 0 ? part : part[..slash]).Split(':');
        Name = words[0];
        _arguments = words[1..];
    }

    /// <summary>How arguments are written.</summary>
    public static string Grammar =>
        "durations are written 500ms, 10s, 5m, 2h, sizes 512mb, 4gb, and neither is negative";

    /// <summary>The whole name that this is, or is a part of.</summary>
    public string Whole { get; }

    /// <summary>What stands before the first colon.</summary>
    public string Name { get; }

    /// <summary>What follows a slash; null where none is written.</summary>
    public PolicyText? Inner { get; }

    /// <summary>What is wrong, where how to write it does not say so; null otherwise.</summary>
    public string? Problem { get; private set; }

    /// <summary>How many arguments follow.</summary>
    public int Arguments => _arguments.Length;

    /// <summary>An argument as it stands; null past the last.</summary>
    public string? Argument(int index) => index < _arguments.Length ? _arguments[index] : null;

    /// <summary>An argument as a duration from 0 to 10,000 days; null when it is none.</summary>
    public TimeSpan? Duration(int index) => Argument(index) is { } text ? DurationText.Read(text) : null;

    /// <summary>The same, or what stands in for an argument that is left out.</summary>
    public TimeSpan? Duration(int index, TimeSpan otherwise) =>
        index < _arguments.Length ? Duration(index) : otherwise;

    /// <summary>An argument as a size in MB, more than 0 and at most a million TB; null when it is none.</summary>
    public double? Megabytes(int index)
    {
        foreach (var (unit, megabytes) in s_sizes)
        {
            if (CountOf(index, unit) is { } count and > 0 && count * megabytes <= 1e12)
            {
                return count * megabytes;
            }
        }

        return null;
    }

    /// <summary>The same, or what stands in for an argument that is left out.</summary>
    public double? Megabytes(int index, double otherwise) =>
        index < _arguments.Length ? Megabytes(index) : otherwise;

    /// <summary>An argument as a plain number, not negative; null when it is none.</summary>
    public double? Number(int index) => CountOf(index, "");

    /// <summary>The same, or what stands in for an argument that is left out.</summary>
    public double? Number(int index, double otherwise) => index < _arguments.Length ? Number(index) : otherwise;

    /// <summary>An argument as a whole number up to a million, not negative; null when it is none.</summary>
    public int? Count(int index) =>
        Number(index) is { } number and <= 1_000_000 && number == Math.Floor(number) ? (int)number : null;

    /// <summary>Notes what is wrong with the arguments.</summary>
    /// <param name="problem">One sentence that names the value and its bound.</param>
    /// <returns>Null, for what cannot be made.</returns>
    public T? Refuse<T>(string problem)
        where T : class
    {
        Problem = problem;
        return null;
    }

    /// <summary>"10ms" ends with "s" too, but "10m" is then no number: only one unit fits.</summary>
    private double? CountOf(int index, string unit) =>
        Argument(index) is { } text && text.EndsWith(unit, StringComparison.Ordinal)
        && double.TryParse(
            text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            ? count
            : null;
}
