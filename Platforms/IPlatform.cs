using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Platforms;

/// <summary>
/// The outside that runs slots. An implementation never throws for what a platform can do wrong (refuse, throttle,
/// answer late or not at all): that comes back as a <see cref="PlatformOutcome"/>. Only the cancellation of the
/// caller's own token surfaces as <see cref="OperationCanceledException"/>.
/// </summary>
public interface IPlatform
{
    /// <summary>Makes a slot of a memory size; it belongs to no function until <see cref="InitAsync"/>.</summary>
    /// <param name="order">What is wanted.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer; the slot may exist all the same.</param>
    ValueTask<CreateSlotResult> CreateSlotAsync(SlotOrder order, CancellationToken cancellationToken);

    /// <summary>Turns a slot into an instance of a function. The platform checks the memory size here.</summary>
    /// <param name="requestId">Names this init.</param>
    /// <param name="platformSlotId">The platform's own id of the slot, from <see cref="CreateSlotAsync"/>.</param>
    /// <param name="instanceId">Our name for the instance; callers send it back with Idle.</param>
    /// <param name="function">The function to load.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    ValueTask<InitResult> InitAsync(
        string requestId,
        string platformSlotId,
        string instanceId,
        FunctionSpec function,
        CancellationToken cancellationToken);

    /// <summary>Gives a slot back. <see cref="PlatformOutcome.NotFound"/> means that it is gone already.</summary>
    /// <param name="requestId">Names this destroy.</param>
    /// <param name="platformSlotId">The platform's own id of the slot.</param>
    /// <param name="reason">Why, for the platform's log.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    ValueTask<DestroySlotResult> DestroySlotAsync(
        string requestId, string platformSlotId, string reason, CancellationToken cancellationToken);

    /// <summary>
    /// Whether a repeated create id means the same slot, so that a create without an answer can be asked again.
    /// </summary>
    bool TakesRepeatedCreates => false;

    /// <summary>Compares our slots with the platform's.</summary>
    /// <param name="function">The function that the slots are of.</param>
    /// <param name="slots">All slots of it that stand, as far as we know.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Our ids of those that the platform does not have (any more); null where it cannot tell.</returns>
    ValueTask<IReadOnlyList<string>?> ReconcileAsync(
        FunctionSpec function, IReadOnlyList<KnownPlatformSlot> slots, CancellationToken cancellationToken) =>
        new((IReadOnlyList<string>?)null);

    /// <summary>Where a slot stands, read from its id alone.</summary>
    /// <param name="platformSlotId">The platform's own id of the slot.</param>
    /// <returns>Null where the platform does not tell.</returns>
    SlotLocation? Locate(string platformSlotId) => null;
}
