using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Nodes.Fleet.Care;

/// <summary>
/// Borrowed nodes on their way back. The ledger has forgotten them, so that nothing can be placed on one whatever
/// comes between; they still count for how many nodes there may be, because the resource manager counts them.
/// </summary>
internal sealed class LeavingNodes(NodeFleetOptions options)
{
    private readonly SortedDictionary<NodeId, (int Failures, DateTimeOffset? AgainAt, bool IsOffered)> _nodes = [];

    public int Count => _nodes.Count;

    public IEnumerable<NodeId> Ids => _nodes.Keys;

    /// <summary>Nodes that could not be given back, however often it was tried.</summary>
    public int GivenUp { get; private set; }

    /// <summary>When the next one is tried again; null when none waits.</summary>
    public DateTimeOffset? NextDeadline => _nodes.Count == 0 ? null : _nodes.Values.Min(leaving => leaving.AgainAt);

    public bool Contains(NodeId id) => _nodes.ContainsKey(id);

    public void Add(NodeId id) => _nodes[id] = (0, null, false);

    /// <summary>The resource manager offers it again before it has taken it back.</summary>
    public void Offer(NodeId id) => _nodes[id] = _nodes[id] with { IsOffered = true };

    /// <summary>The resource manager has taken it.</summary>
    /// <returns>Whether it must be given back once more, because it was offered again meanwhile.</returns>
    public bool Released(NodeId id)
    {
        var isOffered = _nodes.TryGetValue(id, out var leaving) && leaving.IsOffered;
        _nodes.Remove(id);
        if (isOffered)
        {
            Add(id);
        }

        return isOffered;
    }

    /// <summary>It could not be given back.</summary>
    public void Failed(NodeId id, DateTimeOffset now)
    {
        if (!_nodes.TryGetValue(id, out var leaving))
        {
            return;
        }

        var failures = leaving.Failures + 1;
        if (failures >= options.MaximumReleaseTries)
        {
            _nodes.Remove(id);
            GivenUp++;
            return;
        }

        var again = now + Backoff.After(failures, options.BackoffBase, options.BackoffMaximum);
        _nodes[id] = leaving with { Failures = failures, AgainAt = again };
    }

    /// <summary>Those that are to be tried again now, by id.</summary>
    public IReadOnlyList<NodeId> TakeDue(DateTimeOffset now)
    {
        if (!(NextDeadline <= now))
        {
            return [];
        }

        var due = _nodes.Where(leaving => leaving.Value.AgainAt <= now).Select(leaving => leaving.Key).ToArray();
        foreach (var id in due)
        {
            _nodes[id] = _nodes[id] with { AgainAt = null };
        }

        return due;
    }
}
