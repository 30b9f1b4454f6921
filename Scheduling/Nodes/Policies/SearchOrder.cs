namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>Where a policy's best nodes are looked for first.</summary>
public enum SearchOrder
{
    /// <summary>By id; the first with room is taken.</summary>
    LowestId = 0,

    /// <summary>Among those with the least room. The score must not fall when a node has more free.</summary>
    TightestFirst = 1,

    /// <summary>Among those with the most room. The score must not grow when a node has more free.</summary>
    LoosestFirst = 2,
}
