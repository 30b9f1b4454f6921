using OrleansScaler.Scheduling.Learning;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.Cells.Scaler;

/// <summary>How this product is set up for a cell.</summary>
internal sealed record ScalerSettings
{
    /// <summary>Its name beside others'.</summary>
    public string Name { get; init; } = "orleans-scaler";

    /// <summary>What decides for every function's pool.</summary>
    public required PolicySet Policies { get; init; }

    public static ScalerSettings For2020() => new()
    {
        Policies = PolicyNames.Find("cost-patience", new PolicyOptions()).Required,
    };

    public PoolOptions Pools { get; init; } = new();

    public LearningOptions Learning { get; init; } = new();

    public NodeFleetOptions Fleet { get; init; } = new();

    public NodeLedgerOptions Ledger { get; init; } = new();

    /// <summary>Name of the placement policy.</summary>
    public string Placement { get; init; } = "learned-spread";

    /// <summary>How often nodes are asked what they use. Entrants of 2020 asked every 80 to 500 ms.</summary>
    public TimeSpan StatsEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a slot waits for room: as long as the caller that it is for may wait.</summary>
    public TimeSpan LongestPlacement { get; init; } = TimeSpan.FromSeconds(30);
}
