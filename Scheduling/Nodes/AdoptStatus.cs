namespace OrleansScaler.Scheduling.Nodes;

/// <summary>What became of a slot that is found on a node.</summary>
public enum AdoptStatus
{
    /// <summary>It is accounted for now.</summary>
    Adopted = 0,

    /// <summary>It was already. Nothing has changed.</summary>
    AlreadyHere = 1,

    /// <summary>There is no such node.</summary>
    UnknownNode = 2,

    /// <summary>
    /// It is accounted for, but the node has not all of the room that it takes: it is charged with what is left, and
    /// with the rest as room comes free, before anything else gets that.
    /// </summary>
    AdoptedShort = 3,

    /// <summary>The amounts cannot be meant, or as many slots live here as may live.</summary>
    Invalid = 4,
}
