using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Pools;

/// <summary>An intended effect. The pool appends these; a driver carries them out and reports back as events.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Reason">Why.</param>
/// <param name="Slot">The slot it is about; null for a rejection.</param>
/// <param name="Request">The request it is about; default for a create or destroy.</param>
public readonly record struct PoolCommand(PoolCommandKind Kind, Reason Reason, Slot? Slot, RequestId Request)
{
    internal static PoolCommand Create(Slot slot, Reason reason) =>
        new(PoolCommandKind.Create, reason, slot, default);

    internal static PoolCommand Destroy(Slot slot, Reason reason) =>
        new(PoolCommandKind.Destroy, reason, slot, default);

    internal static PoolCommand Grant(RequestId request, Slot slot, Reason reason) =>
        new(PoolCommandKind.Grant, reason, slot, request);

    internal static PoolCommand Reject(RequestId request, Reason reason) =>
        new(PoolCommandKind.Reject, reason, null, request);
}
