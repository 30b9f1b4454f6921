namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>What a ledger must know of a policy to find its best node without asking about each.</summary>
public sealed record PlacementTraits
{
    /// <summary>Where to look first.</summary>
    public required SearchOrder Order { get; init; }

    /// <summary>What goes before the score.</summary>
    public Preference Preference { get; init; }

    /// <summary>
    /// Whether the score looks at nothing but the need and what is free. Then the search ends as soon as no other node
    /// can be better; otherwise it ends after a number of nodes.
    /// </summary>
    public bool ScoresFreeAlone { get; init; }

    /// <summary>Whether slots are charged with what they were seen to use, with a guard.</summary>
    public bool ChargesMeasured { get; init; }

    /// <summary>Whether slots of one shape use a ranking again until the nodes in it change.</summary>
    public bool ReusesRankings { get; init; }

    /// <summary>Whether a batch is placed largest slot first.</summary>
    public bool SortsBatches { get; init; }
}
