using OrleansScaler.Scheduling.Policies.Names;

namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>
/// The placement policies that can be named. Two stand round another, whose name follows a slash:
/// <c>equivalence-classes/spread</c>, <c>ffd/best-fit</c>. A new policy is one line here.
/// </summary>
public static class PlacementNames
{
    /// <summary>What a ledger does unless told otherwise: fewest nodes, and whole ones free for large slots.</summary>
    public const string Usual = "best-fit";

    private static readonly (string Name, Func<IPlacementPolicy> Make)[] s_plain =
    [
        ("first-fit", () => new FirstFitPolicy()),
        ("best-fit", () => new BestFitPolicy()),
        (ScarceFitPolicy.TheName, () => new ScarceFitPolicy()),
        ("worst-fit", () => new WorstFitPolicy()),
        ("dot-product", () => new DotProductPolicy()),
        ("l2", () => new L2Policy()),
        ("spread", () => new SpreadPolicy()),
        ("drain-aware", () => new DrainAwarePolicy()),
        ("locality", () => new LocalityPolicy()),
        (LearnedUsePolicy.Percentile95, () => new LearnedUsePolicy(LearnedUsePolicy.Percentile95)),
        (LearnedUsePolicy.MeanOfPeaks, () => new LearnedUsePolicy(LearnedUsePolicy.MeanOfPeaks)),
        (LearnedSpreadPolicy.TheName, () => new LearnedSpreadPolicy()),
    ];

    private static readonly (string Name, string Inner, Func<IPlacementPolicy, IPlacementPolicy> Make)[] s_round =
    [
        (LargestFirstPolicy.TheName, "first-fit", inner => new LargestFirstPolicy(inner)),
        (EquivalenceClassesPolicy.TheName, Usual, inner => new EquivalenceClassesPolicy(inner)),
    ];

    /// <summary>Every name, with what may follow it.</summary>
    public static IReadOnlyList<string> Known { get; } =
        [.. s_plain.Select(plain => plain.Name), .. s_round.Select(round => $"{round.Name}[/NAME]")];

    /// <summary>Every name as it can be used: what "all policies" means.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. s_plain.Select(plain => plain.Name), .. s_round.Select(round => round.Name)];

    /// <summary>Makes a policy from its name.</summary>
    /// <param name="name">As above.</param>
    /// <returns>The policy; or what is wrong with the name, known names nearest first.</returns>
    public static PlacementLookup Find(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var word = slash < 0 ? name : name[..slash];
        if (Array.Find(s_plain, plain => plain.Name == word).Make is { } make)
        {
            return slash < 0
                ? new PlacementLookup(make(), null)
                : new PlacementLookup(null, $"'{name}': {word} takes nothing after a slash.");
        }

        if (Array.Find(s_round, round => round.Name == word) is not { Make: { } wrap } found)
        {
            return new PlacementLookup(null, Unknown(word));
        }

        var inner = Find(slash < 0 ? found.Inner : name[(slash + 1)..]);
        return inner.Policy is { } policy ? new PlacementLookup(wrap(policy), null) : inner;
    }

    private static string Unknown(string name) =>
        $"'{name}' is no placement policy; it must be one of {string.Join(", ", Spelling.NearestFirst(name, Known))}.";
}
