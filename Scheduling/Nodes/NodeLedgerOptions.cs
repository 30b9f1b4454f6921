namespace OrleansScaler.Scheduling.Nodes;

/// <summary>Bounds of a ledger.</summary>
public sealed record NodeLedgerOptions
{
    /// <summary>
    /// How long a reservation is held without a word. A create on a crowded 2020 node took up to 6.9 s; its caller
    /// gives up after 30 s, and a reservation that outlives its caller holds room for nobody.
    /// </summary>
    public TimeSpan ReservedFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Creates that one node may have under way. A create takes about 0.5 s and 0.1 s more for each other one beside
    /// it: eight at once take 1.2 s, twenty would take 2.4 s and more hang a node service.
    /// </summary>
    public int CreatesPerNode { get; init; } = 8;

    /// <summary>Whether slots of different tenants may not stand on one node.</summary>
    public bool KeepsTenantsApart { get; init; }

    /// <summary>Nodes that one ledger takes; a shard has a few hundred.</summary>
    public int MaximumNodes { get; init; } = 20_000;

    /// <summary>Slots and reservations that one ledger takes.</summary>
    public int MaximumSlots { get; init; } = 1_000_000;

    /// <summary>Images remembered of one node; past the bound the oldest is forgotten.</summary>
    public int ImagesPerNode { get; init; } = 64;

    /// <summary>Placements remembered, to be asked for.</summary>
    public int RememberedPlacements { get; init; } = 64;

    /// <summary>
    /// The first reservation's id. Whoever restarts a ledger gives one that the last did not reach, so that a late
    /// answer of before cannot confirm what belongs to another slot now.
    /// </summary>
    public long FirstReservation { get; init; } = 1;
}
