using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;

namespace OrleansScaler.Grains.Nodes;

/// <content>Idle slots of other functions make room. Only when no room is left and no node can be had.</content>
public sealed partial class PlacementGrain
{
    /// <summary>Functions asked at once what they could give up.</summary>
    private const int MaximumAsked = 64;

    private async Task SeekAsync(FleetCommand seek)
    {
        var freed = 0;
        if (_fleet.Waiting > 0)
        {
            var others = Candidates(seek.Function);
            var offers = await Task.WhenAll(others.Select(GetReclaimableAsync));
            var victims = ReclaimChoice.Choose(
                offers.OfType<ReclaimCandidate>(), seek.Function, seek.Need, seek.Count);
            freed = (await Task.WhenAll(victims.Select(ReclaimAsync))).Sum();
            LogRoomMade(_shard, others.Count, freed);
        }

        EndSeek(freed);
    }

    /// <summary>
    /// Those with the most slots here, of equal ones those with the lowest key; with the room that one slot's end
    /// frees, which is what it is charged with.
    /// </summary>
    private List<(FunctionKey Function, Resources PerSlot)> Candidates(FunctionKey wants) =>
    [
        .. _fleet.Ledger.Nodes
            .SelectMany(node => node.Reservations)
            .Where(standing => standing.Function != wants && standing.Function != UnclaimedSlots.Function)
            .GroupBy(PartOf)
            .Select(group => (group.Key, Slots: group.Count(), PerSlot: group.First().Need))
            .OrderByDescending(other => other.Slots)
            .ThenBy(other => other.Key.Value, StringComparer.Ordinal)
            .Take(MaximumAsked)
            .Select(other => (other.Key, other.PerSlot)),
    ];

    /// <summary>As its slots name it: a hot function's parts are asked each for itself.</summary>
    private static FunctionKey PartOf(Reservation standing) => standing.Slot is { } slot
        ? new FunctionKey(FunctionParts.KeyOfInstance(standing.Function.Value, slot.Value))
        : standing.Function;

    private async Task<ReclaimCandidate?> GetReclaimableAsync((FunctionKey Function, Resources PerSlot) other)
    {
        try
        {
            var offer = await GrainFactory.GetGrain<IFunctionGrain>(other.Function.Value).GetReclaimable();
            return new ReclaimCandidate(other.Function, offer.Count, offer.Priority, other.PerSlot);
        }
        catch (Exception fault)
        {
            LogNotTold(fault, _shard, other.Function.Value);
            return null;
        }
    }

    /// <returns>How many slots it gave up.</returns>
    private async Task<int> ReclaimAsync(ReclaimVictim victim)
    {
        var freed = 0;
        try
        {
            var function = GrainFactory.GetGrain<IFunctionGrain>(victim.Function.Value);
            while (freed < victim.Slots && await function.ReclaimIdle())
            {
                freed++;
            }
        }
        catch (Exception fault)
        {
            LogNotTold(fault, _shard, victim.Function.Value);
        }

        return freed;
    }

    private void EndSeek(int freed)
    {
        _fleet.RoomMade(freed, _time.GetUtcNow(), _commands);
        _loop.Run();
    }

    private void OnSeekFault(Exception fault, FunctionKey function)
    {
        LogFault(fault, _shard, $"search for room for {function}");
        EndSeek(0);
    }
}
