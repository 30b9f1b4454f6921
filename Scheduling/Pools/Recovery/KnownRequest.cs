namespace OrleansScaler.Scheduling.Pools.Recovery;

/// <summary>A request of before this pool was, that holds a slot or has given it back.</summary>
/// <param name="Id">The request.</param>
/// <param name="Slot">The slot.</param>
/// <param name="Since">When it was granted, or given back.</param>
/// <param name="IsFinished">Whether it gave it back.</param>
/// <param name="Attempt">The attempt of its caller that asked last.</param>
/// <param name="IsBeginKnown">Whether it was granted at <paramref name="Since"/>, and not at some time before.</param>
public sealed record KnownRequest(
    RequestId Id, SlotId Slot, DateTimeOffset Since, bool IsFinished, long Attempt = 0, bool IsBeginKnown = true);
