namespace OrleansScaler.Scheduling.Nodes;

/// <summary>What became of something that is told of a node.</summary>
public enum NodeChange
{
    /// <summary>The ledger knows it now.</summary>
    Changed = 0,

    /// <summary>The ledger knew.</summary>
    Unchanged = 1,

    /// <summary>There is no such node.</summary>
    UnknownNode = 2,

    /// <summary>It cannot be true; nothing has changed, and the caller may quarantine the node.</summary>
    Invalid = 3,
}
