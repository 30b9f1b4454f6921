using OrleansScaler.Scheduling.Learning;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Nodes.Policies;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.Cells.Scaler;

/// <summary>How this product is set up for a cell.</summary>
internal sealed record ScalerSettings
{
    /// <summary>
    /// For calls that weigh as much as nodes: containers are kept while their memory is nearly free, made when waiting
    /// costs more, and a burst meets as many CPU quotas as there are containers.
    /// </summary>
    public const string PoolPolicy2020 = "keepalive=fixed:600s+scaleup=cost-patience+selection=idle-first";

    /// <summary>Its name beside others'.</summary>
    public string Name { get; init; } = "orleans-scaler";

    /// <summary>What decides for every function's pool.</summary>
    public required PolicySet Policies { get; init; }

    /// <summary>Bounds and times of one pool.</summary>
    public PoolOptions Pools { get; init; } = new();

    /// <summary>How carefully functions are learned.</summary>
    public LearningOptions Learning { get; init; } = new();

    /// <summary>How many nodes there are.</summary>
    public NodeFleetOptions Fleet { get; init; } = new();

    /// <summary>Bounds of the ledger.</summary>
    public NodeLedgerOptions Ledger { get; init; } = new();

    /// <summary>Name of the placement policy.</summary>
    public string Placement { get; init; } = LearnedSpreadPolicy.TheName;

    /// <summary>How often nodes are asked what they use. Entrants of 2020 asked every 80 to 500 ms.</summary>
    public TimeSpan StatsEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a slot waits for room: as long as the caller that it is for may wait.</summary>
    public TimeSpan LongestPlacement { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The set-up for the 2020 protocol, whose score weighs a node's time as much as responses. No room is kept free
    /// ahead: a ready node comes within 8 ms. Slots are moved off nodes that the measured load does not need: what was
    /// placed by limits before anything was measured fills three times as many.
    /// </summary>
    /// <remarks>
    /// A move is a container made ahead, so no caller waits for it: it is taken to cost 2 s of a node's time, and what
    /// it saves to last ten minutes, half of a run. A node with up to 300 slots may so be emptied.
    /// </remarks>
    public static ScalerSettings For2020() => new()
    {
        Policies = PolicyNames.Find(PoolPolicy2020, new PolicyOptions()).Required,
        Fleet = new NodeFleetOptions
        {
            Consolidates = true,
            HeadroomFraction = 0,
            MoveCost = TimeSpan.FromSeconds(2),
            MoveSaves = TimeSpan.FromMinutes(10),
        },
    };
}
