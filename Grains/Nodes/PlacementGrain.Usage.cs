using System.Collections.Immutable;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;

namespace OrleansScaler.Grains.Nodes;

/// <content>
/// What the resource manager says that it lends is compared with what the shards have: a node whose reservation was not
/// answered, or that was forgotten with a shard, would be paid for by nobody's decision for ever.
/// </content>
public sealed partial class PlacementGrain
{
    /// <summary>Answers in a row that must lack a node before it counts as gone: one may be out of date.</summary>
    private const int UnnamedUntilGone = 2;

    /// <summary>The manager has restarted within seconds, or a claim waits for what it says.</summary>
    private static readonly TimeSpan s_askAgainAfter = TimeSpan.FromSeconds(5);

    private readonly SortedDictionary<NodeId, (NodeOffer Offer, DateTimeOffset Since)> _unowned = [];
    private DateTimeOffset? _usageAt = DateTimeOffset.MinValue;

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<string>> FindNodes(ImmutableArray<string> nodeIds)
    {
        var leaving = _fleet.Snapshot().Leaving.ToHashSet();
        return new ValueTask<ImmutableArray<string>>(
            [.. nodeIds.Where(id => _nodes.ContainsKey(new NodeId(id)) || leaving.Contains(new NodeId(id)))]);
    }

    private void AskUsage(DateTimeOffset now)
    {
        if (_services.Manager is null || _closing)
        {
            _usageAt = null;
        }
        else if (now >= _usageAt)
        {
            _usageAt = null;
            _background.Track(AskUsageAsync(now), now, OnUsageFault);
        }
    }

    private async Task AskUsageAsync(DateTimeOffset askedAt)
    {
        var name = $"{_fleets.Incarnation}-{_shard}-u{askedAt.UtcTicks}";
        var answer = await _services.Manager!.GetNodesUsageAsync(name, CancellationToken.None);
        _usageAt = _time.GetUtcNow() + s_askAgainAfter;
        if (answer.Outcome != PlatformOutcome.Ok)
        {
            LogNoUsage(_shard, answer.Outcome, answer.Message);
        }
        else if (!Compare(answer.Nodes, askedAt))
        {
            _usageAt = _time.GetUtcNow() + Options.UsageEvery;
        }

        _loop.Run();
    }

    private void OnUsageFault(Exception fault, DateTimeOffset askedAt)
    {
        LogFault(fault, _shard, "the question which nodes are lent");
        _usageAt = _time.GetUtcNow() + s_askAgainAfter;
        _loop.Run();
    }

    /// <returns>Whether a node is in doubt, so that it is to be asked again soon.</returns>
    private bool Compare(IReadOnlyList<NodeOffer> lent, DateTimeOffset askedAt)
    {
        var ids = lent.Select(offer => offer.Id).ToHashSet();
        var doubted = _nodes.Values
            .Where(node => node.Origin == NodeOrigin.Ordered && node.Since < askedAt)
            .OrderBy(node => node.Id)
            .ToArray();
        foreach (var node in doubted)
        {
            node.Unnamed = ids.Contains(node.Id) ? 0 : node.Unnamed + 1;
            if (node.Unnamed >= UnnamedUntilGone)
            {
                Lose(node, "the resource manager does not lend it any more");
            }
        }

        NoteUnowned(lent);
        var after = Options.ClaimGrace;
        NodeId[] forgotten =
        [
            .. _unowned.Where(node => askedAt - node.Value.Since >= after && IsMineToRelease(node.Key))
                .Select(node => node.Key),
        ];
        if (forgotten.Length > 0)
        {
            _background.Track(ReleaseForgottenAsync(forgotten), askedAt, OnUsageFault);
        }

        return doubted.Any(node => node.Unnamed == 1);
    }

    private void NoteUnowned(IReadOnlyList<NodeOffer> lent)
    {
        var leaving = _fleet.Snapshot().Leaving.ToHashSet();
        var unowned = lent
            .Where(offer => !_nodes.ContainsKey(offer.Id) && !leaving.Contains(offer.Id))
            .ToDictionary(offer => offer.Id);
        foreach (var gone in _unowned.Keys.Where(id => !unowned.ContainsKey(id)).ToArray())
        {
            _unowned.Remove(gone);
        }

        foreach (var (id, offer) in unowned)
        {
            _unowned.TryAdd(id, (offer, _time.GetUtcNow()));
        }
    }

    /// <summary>One shard, always the same, gives back what none has.</summary>
    private bool IsMineToRelease(NodeId id) => StableBits.Of(id.Value) % (ulong)Options.Shards == (ulong)_shard;

    /// <summary>Lent to us, in no shard, and a function says that a slot of this shard stands there.</summary>
    private NodeEntry? FindLent(NodeSlotId slot)
    {
        if (!_unowned.TryGetValue(slot.Node, out var lent) || lent.Offer.Endpoint != slot.Endpoint
            || !_fleets.TryClaim(slot.Node, _shard))
        {
            return null;
        }

        var entry = new NodeEntry(SpecOf(lent.Offer), slot.Endpoint, NodeOrigin.Ordered, _time.GetUtcNow());
        _unowned.Remove(slot.Node);
        Join(entry, isOfBefore: true);
        return _nodes.GetValueOrDefault(slot.Node);
    }

    /// <summary>
    /// Nodes that were lent for as long as functions may take to claim, and that no shard has. One that says that it is
    /// somebody else's stays: a manager may lend to others than us.
    /// </summary>
    private async Task ReleaseForgottenAsync(IReadOnlyList<NodeId> nodes)
    {
        var left = nodes.Select(id => id.Value).ToHashSet(StringComparer.Ordinal);
        for (var shard = 0; shard < Options.Shards && left.Count > 0; shard++)
        {
            if (shard != _shard)
            {
                left.ExceptWith(await GrainFactory.GetGrain<IPlacementGrain>(shard).FindNodes([.. left.Order()]));
            }
        }

        foreach (var id in left.Order(StringComparer.Ordinal).Select(id => new NodeId(id)))
        {
            if (_unowned.TryGetValue(id, out var node) && await IsOursAsync(node.Offer)
                && _unowned.ContainsKey(id) && _fleets.TryClaim(id, _shard) && !_closing)
            {
                LogForgotten(_shard, id.Value);
                _unowned.Remove(id);
                await GiveBackAsync(id);
            }
        }
    }

    private async Task<bool> IsOursAsync(NodeOffer offer)
    {
        var name = $"{_fleets.Incarnation}-{_shard}-w{offer.Id}";
        var answer = await _services.Connector.Connect(offer.Endpoint).GetStatsAsync(name, CancellationToken.None);
        return answer.Stats is { } stats && (stats.Owner.Length == 0 || stats.Owner == Options.Account);
    }
}
