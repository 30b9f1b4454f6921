using System.Collections.Immutable;
using Orleans;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Nodes;

/// <content>
/// Nodes and slots of before this activation. Lent and registered nodes are read from the store. What stands on nodes
/// is asked of them before anything is placed, and takes its room until its function claims it or it is removed.
/// </content>
public sealed partial class PlacementGrain
{
    /// <summary>
    /// Longest wait for the first looks: calls wait for it too, and a node that takes longer gets no slots until it
    /// has answered or its time as a suspect is over.
    /// </summary>
    private static readonly TimeSpan s_lookFor = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<NodeId> _unseen = [];
    private readonly TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _claimsUntil;

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<string>> Claim(ImmutableArray<StandingSlot> slots)
    {
        var now = _time.GetUtcNow();
        var lost = slots
            .Where(slot => !Claim(slot, now))
            .Select(slot => slot.PlatformSlotId)
            .ToImmutableArray();
        _loop.Run();
        return new ValueTask<ImmutableArray<string>>(lost);
    }

    private async Task RecoverAsync()
    {
        var now = _time.GetUtcNow();
        _claimsUntil = now + Options.ClaimGrace;
        foreach (var node in _fleets.NodesOf(_shard))
        {
            var spec = new NodeSpec(new NodeId(node.Id), new Resources(node.MemoryMegabytes, node.CpuMillicores));
            var endpoint = new NodeEndpoint(node.Address, node.Port);
            Join(new NodeEntry(spec, endpoint, NodeOrigin.Configured, now), isOfBefore: true);
        }

        TakeOver(_book.Open(_shard, Describe, Abdicate));
        if (_book.IsUnread)
        {
            _background.Track(TakeOverLaterAsync(), _shard, OnUnread);
        }

        AskUsage(now);
        await LookAsync();
    }

    private async Task TakeOverLaterAsync()
    {
        LogRecoversLater(_shard);
        TakeOver(await _book.ReadAsync());
        _book.Note();
        _loop.Run();
    }

    /// <summary>Refused so late, a record closes the activation that it would have kept from opening.</summary>
    private void OnUnread(Exception fault, int shard)
    {
        LogFault(fault, shard, "the reading of its nodes");
        Abdicate();
    }

    private void TakeOver(IReadOnlyList<NodeRecord> nodes)
    {
        foreach (var entry in nodes.Select(NodeEntry.Of).Where(entry => !_nodes.ContainsKey(entry.Id)))
        {
            var isOurs = entry.Origin != NodeOrigin.Ordered || _fleets.TryClaim(entry.Id, _shard);
            if (isOurs && Join(entry, isOfBefore: true).Status == JoinStatus.Joined && entry.Lease is { } lease)
            {
                // Whoever holds it could not renew it while nobody was here.
                Extend(entry, lease);
            }
        }
    }

    private List<NodeRecord> Describe() =>
    [
        .. _nodes.Values
            .Where(node => node.Origin != NodeOrigin.Configured)
            .OrderBy(node => node.Id)
            .Select(node => node.ToRecord()),
    ];

    /// <summary>Asks every node what stands there; a node that has not said it by the end is a suspect.</summary>
    private async Task LookAsync()
    {
        if (Options.Stats.Interval == TimeSpan.Zero || _nodes.Count == 0)
        {
            return;
        }

        _unseen.UnionWith(_nodes.Keys);
        LookAt(_nodes.Values);
        try
        {
            await _looked.Task.WaitAsync(s_lookFor, _time);
        }
        catch (TimeoutException)
        {
            LogNotSeen(_shard, _unseen.Count);
            foreach (var id in _unseen.Order().ToArray())
            {
                _fleet.Fault(id, NodeFault.Late, _time.GetUtcNow(), _commands);
            }
        }
    }

    private void LookAt(IEnumerable<NodeEntry> nodes)
    {
        if (Options.Stats.Interval > TimeSpan.Zero)
        {
            var now = _time.GetUtcNow();
            foreach (var node in nodes)
            {
                _polls.Put(node.Id, now);
            }

            Poll(now);
        }
    }

    /// <summary>A node has said what stands there, or could not.</summary>
    private void Tried(NodeId id)
    {
        if (_unseen.Remove(id) && _unseen.Count == 0)
        {
            _looked.TrySetResult();
        }
    }

    /// <summary>What stands on a node and nobody has claimed yet takes its room.</summary>
    /// <remarks>
    /// Where creates are under way, a container that nobody knows may be one of theirs, whose room is held already; the
    /// first look after an activation comes before all creates.
    /// </remarks>
    private void ChargeUnclaimed(NodeEntry entry, NodeStats stats, DateTimeOffset askedAt)
    {
        var now = _time.GetUtcNow();
        foreach (var gone in entry.Containers.DischargeGone())
        {
            _fleet.Release(gone, now, _commands);
        }

        if (askedAt >= entry.Containers.ClaimableUntil || _fleet.Ledger.Find(entry.Id) is not { StartingCreates: 0 })
        {
            return;
        }

        foreach (var container in stats.Containers)
        {
            if (entry.Containers.Charge(entry.Id, container.ContainerId) is { } slot)
            {
                var need = Resources.OfMemory(Math.Max(container.LimitMegabytes, container.Used.MemoryMegabytes));
                _fleet.Adopt(slot, entry.Id, UnclaimedSlots.Of(need), now, _commands);
            }
        }
    }

    /// <summary>A container is known by now, and charged as what it is.</summary>
    private void Discharge(NodeEntry entry, string container, DateTimeOffset now)
    {
        if (entry.Containers.Discharge(container) is { } unclaimed)
        {
            _fleet.Release(unclaimed, now, _commands);
        }
    }

    /// <summary>A function says that a slot stands here.</summary>
    /// <returns>False when it does not, and will not be found.</returns>
    private bool Claim(StandingSlot standing, DateTimeOffset now)
    {
        if (!NodeSlotId.TryParse(standing.PlatformSlotId, out var id))
        {
            return false;
        }

        if (_slots.TryGetValue(id.Slot, out var known))
        {
            return known.Container == id.Container && known.Node.Id == id.Node;
        }

        if ((_nodes.GetValueOrDefault(id.Node) ?? FindLent(id)) is not { } entry)
        {
            // One that registered itself may not have come back yet, and the manager may not have answered.
            return !_away.ContainsKey(id.Node) && (now < _claimsUntil || _book.IsUnread);
        }

        if (entry.Endpoint != id.Endpoint || entry.Containers.IsGone(id.Container)
            || !entry.Containers.Add(id.Container, id.Slot, now))
        {
            return false;
        }

        _slots[id.Slot] = (entry, id.Container);
        Adopt(id, entry, standing.Wish, now);
        return true;
    }

    private void Adopt(NodeSlotId id, NodeEntry entry, PlacementWish wish, DateTimeOffset now)
    {
        var unclaimed = entry.Containers.Discharge(id.Container);
        var status = _fleet.Adopt(
            new SlotId(id.Slot), entry.Id, WishOf(wish, now).Request, now, _commands, unclaimed);
        if (status is not (AdoptStatus.Adopted or AdoptStatus.AlreadyHere))
        {
            LogAdoptedShort(_shard, id.Slot, entry.Id.Value, status);
        }
    }

    /// <summary>The end of this activation: the next one goes on with the nodes, or they are given back.</summary>
    private void Close(DeactivationReason reason)
    {
        var now = _time.GetUtcNow();
        var ledgers = _fleets.Ledgers;
        var staysSomewhere = ledgers.IsOn && reason.ReasonCode != DeactivationReasonCode.ShuttingDown;
        if (_book.IsLost || ledgers.KeepsSlots || staysSomewhere)
        {
            _fleet.Suspend(now, _commands);
        }
        else
        {
            _fleet.Close(now, _commands);
        }
    }

    /// <summary>Another activation has the shard: nothing of it may be touched here any more.</summary>
    private void Abdicate()
    {
        _closing = true;
        _timer.Arm(null);
        DeactivateOnIdle();
    }
}
