using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Grains.Nodes;

/// <summary>
/// Nodes in the order in which something is due with each. A node that is put in anew is due at its new time only.
/// </summary>
internal sealed class DueNodes
{
    private readonly PriorityQueue<NodeId, DateTimeOffset> _queue = new();
    private readonly Dictionary<NodeId, DateTimeOffset> _due = [];

    /// <summary>When the first one is due; null when there is none.</summary>
    public DateTimeOffset? First
    {
        get
        {
            while (_queue.TryPeek(out var id, out var at))
            {
                if (_due.TryGetValue(id, out var due) && due == at)
                {
                    return at;
                }

                _queue.Dequeue();
            }

            return null;
        }
    }

    public void Put(NodeId id, DateTimeOffset at)
    {
        _due[id] = at;
        _queue.Enqueue(id, at);
    }

    public void Remove(NodeId id) => _due.Remove(id);

    /// <summary>Takes out the first one that is due by now.</summary>
    /// <returns>False when none is.</returns>
    public bool TryTake(DateTimeOffset now, out NodeId id)
    {
        id = default;
        if (!(First <= now))
        {
            return false;
        }

        id = _queue.Dequeue();
        _due.Remove(id);
        return true;
    }
}
