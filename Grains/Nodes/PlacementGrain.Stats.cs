using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Nodes;

/// <content>Nodes are asked what they use and what stands on them.</content>
public sealed partial class PlacementGrain
{
    private readonly DueNodes _polls = new();
    private bool _startsPolls;
    private int _polling;
    private long _straysRemoved;

    private bool MayPoll => _polling < Options.Stats.Parallel;

    /// <summary>When the next node is to be asked; while as many as may be are asked, an answer comes first.</summary>
    private DateTimeOffset? NextPoll => MayPoll ? _polls.First : null;

    /// <summary>
    /// Spreads first questions over the interval, so that nodes that join together are not asked together.
    /// </summary>
    private void Watch(NodeEntry entry)
    {
        if (Options.Stats.Interval > TimeSpan.Zero)
        {
            _polls.Put(entry.Id, _time.GetUtcNow() + SpreadOf(entry));
        }
    }

    private TimeSpan SpreadOf(NodeEntry entry) => Options.Stats.Interval * StableBits.Share(entry.Id.Value);

    /// <summary>A node that answers at once ends its poll amid this: the loop goes on with the next one.</summary>
    private void Poll(DateTimeOffset now)
    {
        if (_startsPolls)
        {
            return;
        }

        _startsPolls = true;
        while (!_closing && MayPoll && _polls.TryTake(now, out var id))
        {
            if (_nodes.TryGetValue(id, out var entry))
            {
                _polling++;
                _background.Track(PollAsync(entry), entry, OnPollFault);
            }
        }

        _startsPolls = false;
    }

    private async Task PollAsync(NodeEntry entry)
    {
        var askedAt = _time.GetUtcNow();
        var name = $"{_fleets.Incarnation}-{_shard}-s{askedAt.UtcTicks}";
        var answer = await _services.Connector.Connect(entry.Endpoint).GetStatsAsync(name, CancellationToken.None);
        EndPoll(entry);
        if (_nodes.GetValueOrDefault(entry.Id) == entry)
        {
            Hear(entry, answer, askedAt);
        }

        Tried(entry.Id);
        Poll(_time.GetUtcNow());
        _loop.Run();
    }

    private void EndPoll(NodeEntry entry)
    {
        _polling--;
        if (_nodes.GetValueOrDefault(entry.Id) == entry)
        {
            // Those that were asked together at first are not from then on.
            var pause = _unseen.Contains(entry.Id) ? SpreadOf(entry) : Options.Stats.Interval;
            _polls.Put(entry.Id, _time.GetUtcNow() + pause);
        }
    }

    private void OnPollFault(Exception fault, NodeEntry entry)
    {
        LogFault(fault, _shard, $"question to {entry.Id}");
        EndPoll(entry);
        Fault(entry.Id, NodeFault.Unreachable, _time.GetUtcNow());
        Tried(entry.Id);
        _loop.Run();
    }

    private void Hear(NodeEntry entry, NodeStatsResult answer, DateTimeOffset askedAt)
    {
        var now = _time.GetUtcNow();
        if (answer is not { Outcome: PlatformOutcome.Ok, Stats: { } stats })
        {
            LogNoStats(_shard, entry.Id.Value, answer.Outcome, answer.Message);
            Fault(entry.Id, FaultOf(answer.Outcome), now);
            return;
        }

        var isFirstWord = entry.Containers.LiveId.Length == 0 && stats.LiveId.Length > 0;
        if (IsAnotherUse(entry, stats.LiveId))
        {
            // The machine was given to somebody else, or began anew: nothing of ours is left there.
            Lose(entry, $"it lives on as '{stats.LiveId}'");
            return;
        }

        if (_fleet.Measured(entry.Id, stats.Used, now) == NodeChange.Invalid || HasNonsense(stats))
        {
            Fault(entry.Id, NodeFault.Lied, now);
            return;
        }

        if (isFirstWord)
        {
            NoteInBook(entry);
        }

        // First of all: who waits for the node to be well is placed as soon as it is.
        Compare(entry, stats, askedAt);
        ChargeUnclaimed(entry, stats, askedAt);
        _fleet.Answered(entry.Id, now, _commands);
        TellSamples(entry, stats);
    }

    /// <summary>What a node's failure to answer says of it; what cannot be true comes as a failure.</summary>
    private static NodeFault FaultOf(PlatformOutcome outcome) => outcome switch
    {
        PlatformOutcome.TimedOut => NodeFault.Late,
        PlatformOutcome.Failed => NodeFault.Lied,
        _ => NodeFault.Unreachable,
    };

    private static bool IsAnotherUse(NodeEntry entry, string liveId)
    {
        var before = entry.Containers.LiveId;
        entry.Containers.LiveId = liveId.Length > 0 ? liveId : before;
        return before.Length > 0 && liveId.Length > 0 && before != liveId;
    }

    private static bool HasNonsense(NodeStats stats) =>
        !stats.Total.IsSensible
        || stats.Containers.Any(container => !container.Used.IsSensible || container.ContainerId.Length == 0);

    private void Compare(NodeEntry entry, NodeStats stats, DateTimeOffset askedAt)
    {
        var (lost, strays) = (new List<string>(), new List<string>());
        entry.Containers.Compare(stats.Containers, askedAt, Options.Stats, lost, strays);
        foreach (var stray in strays.Where(entry.Containers.BeginRemoval))
        {
            _background.Track(RemoveStrayAsync(entry, stray), entry.Id, OnStrayFault);
        }

        foreach (var slot in lost)
        {
            var function = _fleet.Ledger.Find(new SlotId(slot))?.Function;
            Forget(slot);
            _fleet.Release(new SlotId(slot), _time.GetUtcNow(), _commands);
            if (function is { } loser)
            {
                LogSlotGone(_shard, entry.Id.Value, slot);
                TellLost(loser, [slot]);
            }
        }
    }

    private async Task RemoveStrayAsync(NodeEntry entry, string container)
    {
        LogStray(_shard, entry.Id.Value, container);
        try
        {
            var result = await _services.Connector.Connect(entry.Endpoint).RemoveContainerAsync(
                $"{_fleets.Incarnation}-{_shard}-x{container}", container, CancellationToken.None);
            _straysRemoved += result.Outcome == PlatformOutcome.Ok ? 1 : 0;
        }
        finally
        {
            entry.Containers.EndRemoval(container);
        }
    }

    private void OnStrayFault(Exception fault, NodeId id) => LogFault(fault, _shard, $"removal of a stray on {id}");
}
