using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Twin.Tests.Stories;

namespace OrleansScaler.Twin.Tests;

/// <summary>Every set that can be named, with usual figures.</summary>
internal static class TwinNames
{
    /// <summary>The names to play, in the order of <see cref="PolicyNames.Known"/>.</summary>
    public static IEnumerable<string> All => PolicyNames.Known.SelectMany(Of);

    /// <summary>
    /// A known name with each of its usual figures. One that has none stands for itself: a name that needs a figure is
    /// then found wanting by the test that plays it.
    /// </summary>
    private static IEnumerable<string> Of(string usage)
    {
        var name = Name(usage);
        string[] usual = [.. PolicyNames.Usual.Where(example => Name(example) == name)];
        return usual.Length > 0 ? usual : [name];
    }

    /// <summary>What stands before an argument: <c>fixed:DURATION</c>, <c>kpa[:NUMBER]</c>.</summary>
    private static string Name(string written) => written.Split(':', '[')[0];

    /// <summary>The set.</summary>
    public static PolicySet SetOf(string name)
    {
        var (set, problem) = PolicyNames.Find(Story.Figures(name));
        Assert.True(
            set is not null,
            $"'{name}' cannot be played: {problem} Give its line in Policies/Names usual figures.");
        return set;
    }
}
