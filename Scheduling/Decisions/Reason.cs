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

    // 50 to 67: why slots are started, and why not.

    /// <summary>Create: a returned slot is expected later than a new one would be ready.</summary>
    ReturnTooLate = 50,

    /// <summary>Policy answer: a returned slot is expected sooner than a new one.</summary>
    ReturnSooner = 51,

    /// <summary>Create: concurrency over the last minute, by the target of each slot.</summary>
    StableConcurrency = 52,

    /// <summary>Create: concurrency over the last seconds is twice what the slots are meant for.</summary>
    PanicConcurrency = 53,

    /// <summary>Create: requests went stale in the queue.</summary>
    StaleWaiters = 54,

    /// <summary>Create: rate times execution (Little's law).</summary>
    LittlesLaw = 55,

    /// <summary>Create: the first slot of a function that has none.</summary>
    FirstSlot = 56,

    /// <summary>Create: as many wait as the policy lets wait for a returned slot.</summary>
    TooManyWaiting = 57,

    /// <summary>Policy answer: slots made ahead are under way and may serve.</summary>
    Preallocating = 58,

    /// <summary>Create: made ahead, for the peak of an earlier period.</summary>
    Preallocated = 59,

    /// <summary>Create: made ahead of the next tick of a steady period.</summary>
    SteadyPeriod = 60,

    /// <summary>Create: made ahead of the next burst of a periodic function.</summary>
    BurstPeriod = 61,

    /// <summary>Create: made ahead, as the forecast of the next minute says.</summary>
    Forecast = 62,

    /// <summary>Create: made ahead, because a function that comes together with this one was called.</summary>
    Companion = 63,

    /// <summary>Create: the minimum that the calendar sets.</summary>
    Scheduled = 64,

    /// <summary>Create: made ahead of the time at which the function's idle times usually end.</summary>
    IdleTimeEnds = 65,

    /// <summary>Policy answer: nothing is foreseen.</summary>
    NothingForeseen = 66,

    /// <summary>Grant: an idle slot that had been set aside, instead of a cold start.</summary>
    SetAside = 67,

    // 70 to 99: why slots are kept for how long, and destroyed.

    /// <summary>Destroy: more slots are idle than the policy lets be idle.</summary>
    IdleCap = 70,

    /// <summary>Destroy: the memory budget over all functions is spent, and this slot is worth least.</summary>
    MemoryPressure = 71,

    /// <summary>Keep-alive: the function's idle budget, grown and shrunk with its load.</summary>
    IdleBudget = 72,

    /// <summary>Keep-alive: nobody called for so long that everything goes.</summary>
    Silence = 73,

    /// <summary>Keep-alive: medians of gap and execution.</summary>
    GapQuantile = 74,

    /// <summary>Keep-alive: until the tail of the function's idle times.</summary>
    IdleTimes = 75,

    /// <summary>Keep-alive: idle times are too spread to foresee the next; kept for the whole range.</summary>
    IdleTimesUnclear = 76,

    /// <summary>Keep-alive: idle times are mostly out of range; a forecast says when.</summary>
    IdleTimeForecast = 77,

    /// <summary>Keep-alive: as long as the memory budget lets.</summary>
    WorthInBudget = 78,

    /// <summary>Keep-alive: executions are so long that a cold start is a small part of them.</summary>
    LongExecution = 79,

    /// <summary>Keep-alive: functions that are called together.</summary>
    LockStep = 80,

    /// <summary>Keep-alive: idle slots past what concurrency asks for.</summary>
    ScaledDown = 81,

    /// <summary>Keep-alive: as long as the last slots are routed to, and set aside after.</summary>
    TwoStages = 82,

    /// <summary>Keep-alive of a class: idle so rarely that it is never reclaimed.</summary>
    AlwaysWarm = 83,

    /// <summary>Keep-alive of a class: one steady gap.</summary>
    Regular = 84,

    /// <summary>Keep-alive of a class: a few frequent gaps.</summary>
    ApproximatelyRegular = 85,

    /// <summary>Keep-alive of a class: short gaps within a known range.</summary>
    Dense = 86,

    /// <summary>Keep-alive of a class: runs of calls with long silence between.</summary>
    Successive = 87,

    /// <summary>Keep-alive of a class: short calls in pulses.</summary>
    Pulsed = 88,

    /// <summary>Keep-alive of a class: follows another function.</summary>
    Correlated = 89,

    /// <summary>Keep-alive of a class: gaps that came twice may come again.</summary>
    Possible = 90,

    /// <summary>Keep-alive: too little is known of the function.</summary>
    Unknown = 91,

    // 100 to 109: why slots are kept for how long, continued.

    /// <summary>Keep-alive: the next call comes at a steady time, and the slot is made anew for it.</summary>
    BetweenTicks = 100,

    /// <summary>Keep-alive: until the longest gap within a burst is over.</summary>
    WithinBurst = 101,

    // 120 to 129: more of why slots are started.

    /// <summary>Create: waits for returned slots have added up to more than one more slot costs.</summary>
    WaitsAddUp = 120,

    // 130 and on: spares.

    /// <summary>Create: an un-inited spare, because slots of its size are created often.</summary>
    SpareDemand = 130,

    /// <summary>Destroy: an un-inited spare, because slots of its size are created less often now.</summary>
    SpareSurplus = 131,

    // 140 and on: nodes.

    /// <summary>Create and destroy: the slot stands on a node that is being emptied.</summary>
    Moved = 140,

    // 160 to 179: why as many requests share a slot as do.

    /// <summary>Concurrency: raised, because runs at the level before were measured to be safe.</summary>
    MeasuredSafe = 160,

    /// <summary>Concurrency: lowered, because an instance needed more memory than it has.</summary>
    OutOfMemory = 161,

    /// <summary>Concurrency: lowered or held, because the requests of a slot would take too much memory.</summary>
    MemoryGuard = 162,

    /// <summary>Concurrency: lowered, because runs took longer than is allowed.</summary>
    SlowedDown = 163,

    /// <summary>Concurrency: lowered, because runs failed that do not fail alone.</summary>
    FailedTogether = 164,

    /// <summary>Concurrency: held, because the requests of a slot would take each other's CPU.</summary>
    CpuShare = 165,

    /// <summary>Concurrency: one, because too little is known yet.</summary>
    TooFewRuns = 166,

    /// <summary>Concurrency: one, because the platform forbids more or the function was declared anew.</summary>
    NotShared = 167,

    // 180 and on: slots of before their pool was.

    /// <summary>Destroy: who holds the slot since before is not known, and must have ended by now.</summary>
    UseUnknown = 180,

    /// <summary>Create, again, and destroy: the slot was being made or destroyed when its pool ended.</summary>
    Recovered = 181,

    /// <summary>The waiter's caller did not come back to ask.</summary>
    CallerVanished = 182,

    // 190 and on: functions with several pools.

    /// <summary>Create: the function gets more pools, or fewer, and this one other callers.</summary>
    MoreParts = 190,
}
