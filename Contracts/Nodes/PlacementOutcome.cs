namespace OrleansScaler.Contracts.Nodes;

/// <summary>What became of a wish for room, so far.</summary>
public enum PlacementOutcome
{
    /// <summary>It has room: make the slot there, then confirm or cancel.</summary>
    Placed = 0,

    /// <summary>It keeps its place in line; ask its shard again with the same ticket.</summary>
    Waiting = 1,

    /// <summary>It gets none, for the reason given.</summary>
    Refused = 2,
}
