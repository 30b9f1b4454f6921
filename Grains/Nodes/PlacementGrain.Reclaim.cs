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

    /// <summary>Those with the most slots here, of equal ones those with the lowest key.</summary>
    private List<FunctionKey> Candidates(FunctionKey wants)
    {
        var slots = new Dictionary<FunctionKey, int>();
        foreach (var count in _fleet.Ledger.Nodes.SelectMany(node => node.Functions))
        {
            slots[count.Function] = slots.GetValueOrDefault(count.Function) + count.Slots;
        }

        return
        [
            .. slots.Where(other => other.Key != wants)
                .OrderByDescending(other => other.Value)
                .ThenBy(other => other.Key.Value, StringComparer.Ordinal)
                .Take(MaximumAsked)
                .Select(other => other.Key),
        ];
    }

    private async Task<ReclaimCandidate?> GetReclaimableAsync(FunctionKey function)
    {
        try
        {
            var offer = await GrainFactory.GetGrain<IFunctionGrain>(function.Value).GetReclaimable();
            var perSlot = Resources.OfMemory(offer.MemoryMegabytes)
                + (Options.SidecarOf(function.Value)?.Needs ?? Resources.Zero);
            return new ReclaimCandidate(function, offer.Count, offer.Priority, perSlot);
        }
        catch (Exception fault)
        {
            LogNotTold(fault, _shard, function.Value);
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
