using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;

namespace OrleansScaler.Grains.Nodes;

/// <content>Nodes come, change and go.</content>
public sealed partial class PlacementGrain
{
    /// <summary>
    /// A configured node that was lost is taken back after this pause. One that is still in trouble is suspect at once;
    /// what it still has of before was told lost, is a stray and goes.
    /// </summary>
    private static readonly TimeSpan s_backAfter = TimeSpan.FromSeconds(30);

    private readonly DueNodes _leases = new();
    private readonly DueNodes _returns = new();
    private readonly Dictionary<NodeId, NodeEntry> _away = [];

    /// <inheritdoc/>
    public ValueTask<RegistrationReply> Register(NodeRegistration node)
    {
        var id = new NodeId(node.NodeId);
        var endpoint = new NodeEndpoint(node.Address, node.Port);
        if (node.Lease <= TimeSpan.Zero || node.Port is < 1 or > 65_535 || node.Address.Length == 0)
        {
            return new ValueTask<RegistrationReply>(new RegistrationReply(
                JoinStatus.Invalid,
                $"'{node.NodeId}' offers itself at {endpoint} for {node.Lease}; it needs an address, a port from 1 to "
                + "65,535 and a lease above zero."));
        }

        if (_nodes.TryGetValue(id, out var known))
        {
            var isSame = known.Origin == NodeOrigin.Registered && known.Endpoint == endpoint;
            Extend(isSame ? known : null, node.Lease);
            return new ValueTask<RegistrationReply>(new RegistrationReply(
                JoinStatus.AlreadyHere,
                isSame ? null : $"A node '{id}' is here already, at {known.Endpoint}.",
                isSame ? known.Registration : 0));
        }

        var spec = new NodeSpec(id, node.Offers.ToResources())
        {
            AgentOverhead = node.AgentOverhead.ToResources(),
            Images = node.Images,
        };
        var entry = new NodeEntry(spec, endpoint, NodeOrigin.Registered, _time.GetUtcNow()) { Lease = node.Lease };
        var joined = Join(entry, isOfBefore: true);
        if (joined.Status == JoinStatus.Joined)
        {
            Extend(entry, node.Lease);
        }

        _loop.Run();
        return new ValueTask<RegistrationReply>(new RegistrationReply(
            joined.Status, joined.Problem, entry.Registration));
    }

    /// <inheritdoc/>
    public ValueTask<bool> Renew(string nodeId, long registration, TimeSpan lease)
    {
        var entry = lease > TimeSpan.Zero ? FindRegistered(nodeId, registration) : null;
        Extend(entry, lease);
        return new ValueTask<bool>(entry is not null);
    }

    /// <inheritdoc/>
    public ValueTask<bool> Leave(string nodeId, long registration)
    {
        if (FindRegistered(nodeId, registration) is not { } entry)
        {
            return new ValueTask<bool>(false);
        }

        Lose(entry, "it left");
        _loop.Run();
        return new ValueTask<bool>(true);
    }

    /// <inheritdoc/>
    public ValueTask<NodeChange> Drain(string nodeId, bool isDraining)
    {
        var change = _fleet.Drain(new NodeId(nodeId), isDraining, _time.GetUtcNow(), _commands);
        _loop.Run();
        return new ValueTask<NodeChange>(change);
    }

    /// <summary>The node under that name, if it is the one that registered so.</summary>
    private NodeEntry? FindRegistered(string nodeId, long registration) =>
        _nodes.GetValueOrDefault(new NodeId(nodeId)) is { Origin: NodeOrigin.Registered } entry
        && entry.Registration == registration
            ? entry
            : null;

    /// <summary>A node joins that was not ordered just now.</summary>
    /// <param name="entry">The node.</param>
    /// <param name="isOfBefore">Whether slots may stand there that have yet to be claimed.</param>
    private JoinResult Join(NodeEntry entry, bool isOfBefore)
    {
        var now = _time.GetUtcNow();
        DateTimeOffset? claimableUntil = isOfBefore ? now + Options.ClaimGrace : null;
        entry.Containers.ClaimableUntil = claimableUntil ?? DateTimeOffset.MinValue;
        var joined = _fleet.Join(entry.Spec, entry.Origin, now, _commands, claimableUntil);
        if (joined.Status == JoinStatus.Joined)
        {
            Note(entry);
        }
        else
        {
            LogNotJoined(_shard, entry.Id.Value, joined.Problem);
        }

        return joined;
    }

    /// <summary>A node is one of the fleet's.</summary>
    private void Note(NodeEntry entry)
    {
        _nodes[entry.Id] = entry;
        if (entry.Origin != NodeOrigin.Configured)
        {
            LogJoined(_shard, entry.Id.Value, entry.Endpoint.ToString(), entry.Origin);
            _book.Note();
        }

        Watch(entry);
    }

    /// <summary>A node is one of the fleet's no more.</summary>
    private void Drop(NodeId id)
    {
        if (_nodes.Remove(id, out var entry))
        {
            _leases.Remove(id);
            _polls.Remove(id);
            _services.Connector.Forget(entry.Endpoint);
            NoteInBook(entry);
        }

        _fleets.Unclaim(id, _shard);
    }

    /// <summary>Configured ones are known without.</summary>
    private void NoteInBook(NodeEntry entry)
    {
        if (entry.Origin != NodeOrigin.Configured)
        {
            _book.Note();
        }
    }

    private void Extend(NodeEntry? entry, TimeSpan lease)
    {
        if (entry is not null)
        {
            entry.Lease = lease;
            _leases.Put(entry.Id, _time.GetUtcNow() + lease);
            Arm();
        }
    }

    private void EndLeases(DateTimeOffset now)
    {
        while (_leases.TryTake(now, out var id))
        {
            if (_nodes.TryGetValue(id, out var entry))
            {
                Lose(entry, "its lease ran out");
            }
        }
    }

    private void Lose(NodeEntry entry, string why)
    {
        LogLost(_shard, entry.Id.Value, why);
        Drop(entry.Id);
        _fleet.Lose(entry.Id, _time.GetUtcNow(), _commands);
        Await(entry);
    }

    private void Fault(NodeId id, NodeFault fault, DateTimeOffset now)
    {
        if (!_nodes.TryGetValue(id, out var entry))
        {
            return;
        }

        LogNodeFault(_shard, id.Value, fault);
        _fleet.Fault(id, fault, now, _commands);
        if (_fleet.Ledger.Find(id) is null)
        {
            LogLost(_shard, id.Value, fault.ToString());
            Drop(id);
            Await(entry);
        }
    }

    /// <summary>Nobody else would say that a configured node is back.</summary>
    private void Await(NodeEntry lost)
    {
        if (lost.Origin == NodeOrigin.Configured)
        {
            _away[lost.Id] = lost;
            _returns.Put(lost.Id, _time.GetUtcNow() + s_backAfter);
        }
    }

    private void TakeBack(DateTimeOffset now)
    {
        while (_returns.TryTake(now, out var id))
        {
            if (_away.Remove(id, out var lost))
            {
                Join(new NodeEntry(lost.Spec, lost.Endpoint, lost.Origin, now), isOfBefore: false);
            }
        }
    }
}
