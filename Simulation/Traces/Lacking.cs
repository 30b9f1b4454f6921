using System.Globalization;

namespace OrleansScaler.Simulation.Traces;

/// <summary>Words for what the files of a trace lack.</summary>
internal static class Lacking
{
    /// <summary>More names than these tell nobody more; the first then stands for them.</summary>
    private const int MaximumNames = 5;

    /// <summary>Says which functions lack something: <c>2 functions have no memory (a, b)</c>.</summary>
    /// <param name="functions">Their keys, at least one.</param>
    /// <param name="what">What they lack.</param>
    public static string Of(IReadOnlyList<string> functions, string what)
    {
        var names = functions.Count <= MaximumNames
            ? string.Join(", ", functions)
            : $"the first is {functions[0]}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{functions.Count} {(functions.Count == 1 ? "function has" : "functions have")} no {what} ({names})");
    }

    /// <summary>The middle one of some values; of two in the middle the larger.</summary>
    public static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
