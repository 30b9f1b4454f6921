using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Contracts.Nodes;

/// <summary>
/// One shard of nodes: what they offer, what stands on them, who waits for room. The grain key is the shard's number.
/// Every call answers within about a second; all are idempotent, so a caller that saw no answer asks again.
/// </summary>
[Alias("OrleansScaler.IPlacementGrain")]
public interface IPlacementGrain : IGrainWithIntegerKey
{
    /// <summary>Slots want room.</summary>
    /// <returns>
    /// For each wish its place, or that it waits and is to be asked again, or why it gets none. What finds no room here
    /// is forwarded once, and is then to be asked of the shard that its answer names.
    /// </returns>
    [Alias("Place")]
    ValueTask<PlacementReply> Place(PlacementCall call);

    /// <summary>Wishes are not wanted any more: they leave the line, or what is held for them is given back.</summary>
    /// <param name="tickets">The wishes.</param>
    [Alias("Withdraw")]
    ValueTask Withdraw(ImmutableArray<string> tickets);

    /// <summary>Slots were made.</summary>
    /// <param name="slots">The slots.</param>
    /// <returns>
    /// One for each, in their order. <see cref="ConfirmStatus.UnknownReservation"/>: the slot has no room here and has
    /// to be destroyed.
    /// </returns>
    [Alias("Confirm")]
    ValueTask<ImmutableArray<ConfirmStatus>> Confirm(ImmutableArray<SlotConfirmation> slots);

    /// <summary>Slots were not made.</summary>
    /// <param name="failures">What was held for them.</param>
    [Alias("Cancel")]
    ValueTask Cancel(ImmutableArray<CreateFailure> failures);

    /// <summary>Slots are gone: their room is free. Those that it does not know are passed over.</summary>
    /// <param name="slotIds">The slots.</param>
    [Alias("Release")]
    ValueTask Release(ImmutableArray<string> slotIds);

    /// <summary>
    /// Slots stand here, says the function that has them: after the shard or the function changed its silo, and every
    /// minute or so. Those that the shard does not know take their room again, as much of it as there is.
    /// </summary>
    /// <param name="slots">The slots, 1,000 at most.</param>
    /// <returns>
    /// The platform's ids of those that are lost: their node or container is gone. A slot whose node may still be found
    /// is not among them; it is claimed again.
    /// </returns>
    [Alias("Claim")]
    ValueTask<ImmutableArray<string>> Claim(ImmutableArray<StandingSlot> slots);

    /// <summary>How full it is.</summary>
    [ReadOnly]
    [Alias("GetLoad")]
    ValueTask<ShardLoad> GetLoad();

    /// <summary>A node offers itself, for as long as it renews its lease.</summary>
    [Alias("Register")]
    ValueTask<RegistrationReply> Register(NodeRegistration node);

    /// <summary>A registered node is alive.</summary>
    /// <param name="nodeId">The node.</param>
    /// <param name="registration">What its registration was answered with.</param>
    /// <param name="lease">How long it counts as alive from now.</param>
    /// <returns>
    /// False when it is not known (any more), or another node has its name now: it registers anew.
    /// </returns>
    [Alias("Renew")]
    ValueTask<bool> Renew(string nodeId, long registration, TimeSpan lease);

    /// <summary>A registered node goes, and all that stands on it.</summary>
    /// <param name="nodeId">The node.</param>
    /// <param name="registration">What its registration was answered with.</param>
    /// <returns>Whether it was here.</returns>
    [Alias("Leave")]
    ValueTask<bool> Leave(string nodeId, long registration);

    /// <summary>Which of these nodes it has, or is giving back.</summary>
    /// <param name="nodeIds">The nodes.</param>
    [Alias("FindNodes")]
    ValueTask<ImmutableArray<string>> FindNodes(ImmutableArray<string> nodeIds);

    /// <summary>A node is to be emptied, or not any more.</summary>
    /// <param name="nodeId">The node.</param>
    /// <param name="isDraining">Whether.</param>
    [Alias("Drain")]
    ValueTask<NodeChange> Drain(string nodeId, bool isDraining);

    /// <summary>Everything that can be told of it.</summary>
    [ReadOnly]
    [Alias("GetStatus")]
    ValueTask<ShardStatus> GetStatus();
}
