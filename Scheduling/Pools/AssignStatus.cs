namespace OrleansScaler.Scheduling.Pools;

/// <summary>What <see cref="SlotPool.Assign"/> says of a request at once.</summary>
public enum AssignStatus
{
    /// <summary>It holds an instance, from now or from an earlier ask.</summary>
    Granted,

    /// <summary>It waits; a Grant or Reject command will follow.</summary>
    Waiting,

    /// <summary>It was refused, for the reason given.</summary>
    Rejected,

    /// <summary>It held an instance and gave it back a short while ago.</summary>
    Finished,
}
