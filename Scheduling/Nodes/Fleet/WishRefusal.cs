namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>Why a wish got no room. The numbers are stored and sent: append, never renumber.</summary>
public enum WishRefusal
{
    /// <summary>It was not refused.</summary>
    None = 0,

    /// <summary>It is larger than any node here and than any that could be ordered.</summary>
    TooLarge = 1,

    /// <summary>The request cannot be meant.</summary>
    Invalid = 2,

    /// <summary>As many wishes wait as may wait.</summary>
    LineFull = 3,

    /// <summary>There was no room until its deadline.</summary>
    DeadlinePassed = 4,

    /// <summary>The fleet is closed.</summary>
    Closed = 5,
}
