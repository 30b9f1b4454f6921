namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>What a node did wrong.</summary>
public enum NodeFault
{
    /// <summary>It was late to answer.</summary>
    Late = 0,

    /// <summary>It could not be reached.</summary>
    Unreachable = 1,

    /// <summary>It said what cannot be true: negative memory, stats of a slot that is gone.</summary>
    Lied = 2,
}
