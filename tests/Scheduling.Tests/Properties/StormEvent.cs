using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>Something that is going to happen to the pool.</summary>
/// <param name="Kind">What.</param>
/// <param name="Id">The request, or the slot where the platform answers.</param>
/// <param name="Slot">The instance that a caller gives back.</param>
/// <param name="IsBad">Whether it gives it back as bad.</param>
/// <param name="Failure">Why a start failed.</param>
internal readonly record struct StormEvent(
    StormEventKind Kind,
    string Id = "",
    string Slot = "",
    bool IsBad = false,
    StartFailure Failure = StartFailure.Transient);
