namespace OrleansScaler.Scheduling.Nodes;

/// <summary>What became of a node that wants to join.</summary>
public enum JoinStatus
{
    /// <summary>It is one of the ledger's nodes now.</summary>
    Joined = 0,

    /// <summary>A node of that name is there already. Nothing has changed.</summary>
    AlreadyHere = 1,

    /// <summary>What it says of itself cannot be true. Nothing has changed.</summary>
    Invalid = 2,

    /// <summary>There are as many nodes as there may be. Nothing has changed.</summary>
    TooManyNodes = 3,
}
