using System.Globalization;
using OrleansScaler.Architecture.Tests.Sources;

namespace OrleansScaler.Architecture.Tests.Tidiness;

/// <summary>
/// Known exceptions with their present sizes. An exception may shrink, and then its entry has to follow; it may not
/// grow, and an entry that nothing needs any more has to go. So the list only ever gets shorter.
/// </summary>
internal static class Ratchet
{
    /// <summary>A folder that leaves takes its exceptions along, so every folder may have a list of its own.</summary>
    private const string FileName = "ratchet.txt";

    /// <summary>What is wrong after the known exceptions are taken off, as lines to read.</summary>
    /// <param name="rules">The rules looked at; entries of others are left alone.</param>
    /// <param name="findings">What they found.</param>
    public static IReadOnlyList<string> Apply(IReadOnlyCollection<string> rules, IEnumerable<Finding> findings) =>
        Apply(Parse(ReadAll()), rules, findings);

    public static IReadOnlyList<string> Apply(
        IReadOnlyDictionary<string, int> known, IReadOnlyCollection<string> rules, IEnumerable<Finding> findings)
    {
        var left = known.Where(entry => rules.Contains(entry.Key.Split(' ')[0])).ToDictionary();
        var wrong = new List<string>();
        foreach (var group in findings.GroupBy(finding => finding.Key))
        {
            var size = group.Max(finding => finding.Size);
            if (!left.Remove(group.Key, out var allowed) || size > allowed)
            {
                wrong.AddRange(group.Select(finding => finding.ToString()));
            }
            else if (size < allowed)
            {
                wrong.Add($"{FileName}: '{group.Key}' is down to {size}: write that instead of {allowed}");
            }
        }

        wrong.AddRange(left.Keys.Select(key => $"{FileName}: '{key}' is needed no more: remove it"));
        return wrong;
    }

    /// <summary>Reads lines of <c>rule path member size</c>; empty ones and # comments are skipped.</summary>
    public static IReadOnlyDictionary<string, int> Parse(string text) =>
        text.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .ToDictionary(
                line => line[..line.LastIndexOf(' ')],
                line => int.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    private static string ReadAll() => string.Join('\n', Repository.Files
        .Where(file => Path.GetFileName(file) == FileName)
        .Select(Repository.Read));
}
