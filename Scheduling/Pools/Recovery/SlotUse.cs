namespace OrleansScaler.Scheduling.Pools.Recovery;

/// <summary>How a slot was used when its pool was last heard of.</summary>
public enum SlotUse
{
    /// <summary>Nobody held it, but whether it can serve is not known: it goes.</summary>
    NotReady = 0,

    /// <summary>Ready and lent to nobody.</summary>
    Idle = 1,

    /// <summary>Held by the requests that are named beside it.</summary>
    Held = 2,

    /// <summary>Held by the one request whose word is known.</summary>
    HeldByWord = 3,

    /// <summary>Perhaps idle, perhaps held by anyone.</summary>
    Unknown = 4,

    /// <summary>Held by the requests that are named beside it, and by nobody after them.</summary>
    HeldLast = 5,
}
