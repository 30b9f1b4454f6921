using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using OrleansScaler.Contracts.Nodes;

namespace OrleansScaler.Contracts.Functions;

/// <summary>
/// One function, or one of the parts that share the calls of a hot one: owns its pool of slots. The grain key is the
/// function key, or what <see cref="FunctionParts"/> makes of it. Every call answers within about a second;
/// all are idempotent by request id, so a caller that saw no answer asks again.
/// </summary>
[Alias("OrleansScaler.IFunctionGrain")]
public interface IFunctionGrain : IGrainWithStringKey
{
    /// <summary>A request wants an instance.</summary>
    /// <returns>
    /// At once when an instance is there; after at most a second <see cref="AssignOutcome.Waiting"/>, and then the
    /// caller asks again with the same id: its place in line is kept.
    /// </returns>
    [Alias("Assign")]
    ValueTask<AssignReply> Assign(AssignRequest request);

    /// <summary>A request gives its instance back.</summary>
    [Alias("Idle")]
    ValueTask<IdleReply> Idle(IdleRequest request);

    /// <summary>The caller of a request went away without its answer; whatever it waits for or holds is free.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="attempt">The <see cref="AssignRequest.Attempt"/> that was given up; others go on.</param>
    /// <returns>Whether it waited for or held anything, and no other attempt does.</returns>
    [Alias("Abandon")]
    ValueTask<bool> Abandon(string requestId, long attempt);

    /// <summary>
    /// The memory budget over all functions is spent, and the function's coldest idle slot is worth least.
    /// </summary>
    /// <returns>Whether it gave one up; false when none is idle any more.</returns>
    [Alias("ReclaimIdle")]
    ValueTask<bool> ReclaimIdle();

    /// <summary>What it could give up to make room on nodes. Asked only when room is short.</summary>
    [ReadOnly]
    [Alias("GetReclaimable")]
    ValueTask<ReclaimableSlots> GetReclaimable();

    /// <summary>
    /// Instances are gone with the node that they stood on. Their requests have finished; who waits gets others.
    /// </summary>
    /// <param name="instanceIds">The instances, as granted. Those that it does not know are passed over.</param>
    [Alias("SlotsLost")]
    ValueTask SlotsLost(ImmutableArray<string> instanceIds);

    /// <summary>
    /// Instances are to stand elsewhere, because their node is being emptied. Each serves on until another is ready.
    /// </summary>
    /// <param name="instanceIds">The instances, as granted.</param>
    /// <returns>For how many of them another one is started now.</returns>
    [Alias("ReplaceSlots")]
    ValueTask<int> ReplaceSlots(ImmutableArray<string> instanceIds);

    /// <summary>
    /// A function that this one tends to be called with was called: it may get ready. A hint only, so one that is lost
    /// costs a wait and nothing else.
    /// </summary>
    [Alias("CompanionCalled")]
    ValueTask CompanionCalled();

    /// <summary>
    /// The function's slots were looked at on their nodes: what they use is learned from. One call per function and
    /// look. A hint only: one that is lost costs nothing, and instances that are unknown by now are passed over.
    /// </summary>
    /// <param name="samples">One for each slot that was seen.</param>
    /// <returns>What its slots are to be charged with; null where nothing is learned.</returns>
    [Alias("Sampled")]
    ValueTask<SeenUse?> Sampled(ImmutableArray<SlotSample> samples);

    /// <summary>
    /// Assignments that a gateway knows of, told after the function's slots changed their owner or a silo was lost. A
    /// hint: one that is lost costs an instance, never a second holder.
    /// </summary>
    /// <param name="held">Who holds what.</param>
    /// <returns>How many of them the function knows, now or already.</returns>
    [Alias("Announce")]
    ValueTask<int> Announce(ImmutableArray<HeldInstance> held);

    /// <summary>
    /// How many slots it has. Asking wakes a function that lost its silo, which is how its slots are found again though
    /// nobody calls it any more.
    /// </summary>
    [Alias("CountSlots")]
    ValueTask<int> CountSlots();

    /// <summary>Whether a spare that it was given is one of its slots, stored and found again after a crash.</summary>
    /// <param name="platformSlotId">The platform's id of the slot.</param>
    /// <returns>False when it never got it, or gave it back: nobody uses it.</returns>
    /// <exception cref="TimeoutException">It cannot tell, or not store it, now.</exception>
    [Alias("HoldsSlot")]
    ValueTask<bool> HoldsSlot(string platformSlotId);

    /// <summary>Calls that other parts got so far are about to come to this one: slots for them are started.</summary>
    /// <param name="declaration">A request as they came last, with the parts that there are about to be.</param>
    /// <param name="slots">Slots that this part is to have.</param>
    /// <returns>Whether they are ready; asked again until they are.</returns>
    [Alias("Prepare")]
    ValueTask<bool> Prepare(AssignRequest declaration, int slots);

    /// <summary>What the pool holds now and what it decided last.</summary>
    [ReadOnly]
    [Alias("GetStatus")]
    ValueTask<FunctionStatus> GetStatus();
}
