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

    /// <summary>The node has no room for it beside what is known to stand there: somebody is wrong.</summary>
    NoRoom = 3,

    /// <summary>The amounts cannot be meant, or as many slots live here as may live.</summary>
    Invalid = 4,
}
