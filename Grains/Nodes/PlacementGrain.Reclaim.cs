using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Functions;
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
            var victims = ReclaimChoice.Choose([.. offers.OfType<ReclaimOffer>()], seek.Need.MemoryMegabytes * seek.Count);
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

    private async Task<ReclaimOffer?> GetReclaimableAsync(FunctionKey function)
    {
        try
        {
            var offer = await GrainFactory.GetGrain<IFunctionGrain>(function.Value).GetReclaimable();
            return new ReclaimOffer(function, offer.Count, offer.Priority, offer.MemoryMegabytes);
        }
        catch (Exception fault)
        {
            LogNotTold(fault, _shard, function.Value);
            return null;
        }
    }

    private async Task<int> ReclaimAsync(FunctionKey function)
    {
        try
        {
            return await GrainFactory.GetGrain<IFunctionGrain>(function.Value).ReclaimIdle() ? 1 : 0;
        }
        catch (Exception fault)
        {
            LogNotTold(fault, _shard, function.Value);
            return 0;
        }
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
