namespace OrleansScaler.Scheduling.Decisions;

/// <summary>
/// Why a decision went as it did. Every command carries one, so that each can be explained afterwards. The numbers are
/// stored and sent: append, never renumber.
/// </summary>
public enum Reason
{
    /// <summary>No reason given. A command never carries this.</summary>
    None = 0,

    /// <summary>Grant: an idle slot was there.</summary>
    IdleSlot = 1,

    /// <summary>Grant: a busy slot had room for one more request.</summary>
    RoomInBusySlot = 2,

    /// <summary>Grant to a waiter: another request gave its instance back.</summary>
    ReturnedSlot = 3,

    /// <summary>Grant to a waiter: a started slot became ready.</summary>
    ReadySlot = 4,

    /// <summary>Create: one for each miss.</summary>
    PerRequest = 10,

    /// <summary>Create: a waiter's patience for a returned slot is over.</summary>
    PatienceOver = 11,

    /// <summary>Create: no slot is running that could be returned, so there is nothing to be patient for.</summary>
    NothingToReturn = 12,

    /// <summary>Create: the function has fewer slots than its minimum.</summary>
    MinimumSlots = 13,

    /// <summary>Create: the first request makes the function's initial slots.</summary>
    InitialSlots = 14,

    /// <summary>Policy answer: nothing more is needed now.</summary>
    EnoughComing = 15,

    /// <summary>Policy answer: a running slot may come back within the waiter's patience.</summary>
    WaitingForReturn = 16,

    /// <summary>Keep-alive: the same for every function.</summary>
    FixedKeepAlive = 20,

    /// <summary>Destroy: idle for longer than its keep-alive.</summary>
    KeepAliveOver = 21,

    /// <summary>Destroy: the policy keeps nothing.</summary>
    KeepNothing = 22,

    /// <summary>Destroy: the caller marked the instance as bad.</summary>
    BadInstance = 23,

    /// <summary>Destroy: the slot was made but its start failed.</summary>
    StartFailed = 24,

    /// <summary>Destroy: held for longer than the function may run, so its use is unknown.</summary>
    AssignmentExpired = 25,

    /// <summary>Destroy: made for an earlier declaration of the function.</summary>
    SpecChanged = 26,

    /// <summary>Destroy, again: the platform failed to destroy it before.</summary>
    DestroyRetried = 27,

    /// <summary>Destroy: its function is being shut down.</summary>
    PoolClosed = 28,

    /// <summary>Keep-alive: as long as its memory costs less than a cold start.</summary>
    BreakEven = 29,

    /// <summary>Reject: as many requests wait as may wait.</summary>
    WaitersBound = 40,

    /// <summary>Reject: as many slots live as may live, and none of them is this function's.</summary>
    SlotsBound = 41,

    /// <summary>Reject: as many functions are known as may be known.</summary>
    FunctionsBound = 42,

    /// <summary>Reject: no slot came before the waiter's deadline.</summary>
    WaitDeadline = 43,

    /// <summary>Reject: slots of this function fail to start, and the platform is at fault.</summary>
    PlatformFailing = 44,

    /// <summary>Reject: the platform holds the function's declaration for wrong.</summary>
    PlatformRefused = 45,

    /// <summary>The waiter's caller went away.</summary>
    Abandoned = 46,
}
