namespace OrleansScaler.Twin.Tests.Decisions;

/// <summary>Where two logs part.</summary>
internal static class Difference
{
    private const int LinesBefore = 12;
    private const int LinesAfter = 3;

    /// <summary>The first line that differs with those round it; null when the logs are the same.</summary>
    public static string? Find(IReadOnlyList<string> simulated, IReadOnlyList<string> live)
    {
        var same = simulated.Zip(live).TakeWhile(pair => pair.First == pair.Second).Count();
        if (same == simulated.Count && same == live.Count)
        {
            return null;
        }

        var before = simulated.Take(same).TakeLast(LinesBefore).Select(line => $"            {line}");
        return string.Join(
            Environment.NewLine,
            [
                $"Line {same + 1} differs; {simulated.Count} lines simulated, {live.Count} live:",
                .. before,
                .. From(same, simulated).Select(line => $"  simulated {line}"),
                .. From(same, live).Select(line => $"  live      {line}"),
            ]);
    }

    private static IEnumerable<string> From(int line, IReadOnlyList<string> lines) =>
        line < lines.Count ? lines.Skip(line).Take(1 + LinesAfter) : ["(nothing more)"];
}
