namespace OrleansScaler.Scheduling.Nodes.Fleet.Care;

/// <summary>
/// Borrowed nodes that stand empty, longest first. One that is due but must stay, because what is free ahead of need
/// would not hold without it, is looked at again when something has changed, and not more often than once in a while.
/// </summary>
internal sealed class ReleaseLine
{
    /// <summary>A busy shard changes thousands of times a second; a node's price is counted in seconds.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly SortedSet<(DateTimeOffset Since, NodeId Id)> _empty = [];
    private DateTimeOffset _notBefore;
    private bool _hasChanged = true;

    /// <summary>The node that has been empty longest; null when none is.</summary>
    public NodeId? First => _empty.Count == 0 ? null : _empty.Min.Id;

    /// <summary>Those that stand empty, longest first.</summary>
    public IEnumerable<NodeId> All => _empty.Select(empty => empty.Id);

    /// <summary>A node's room has changed: it may be empty now, or not any more.</summary>
    public void Refresh(FleetMember member, DateTimeOffset now)
    {
        _hasChanged = true;
        if (!member.IsBorrowed || member.IsEmpty == member.EmptySince is not null)
        {
            return;
        }

        Remove(member);
        if (member.IsEmpty)
        {
            var since = member.KeptUntil is { } kept && kept > now ? kept : now;
            member.EmptySince = since;
            _empty.Add((since, member.Id));
        }
    }

    /// <summary>Something else has changed that may let a node go.</summary>
    public void Wake() => _hasChanged = true;

    /// <summary>The node is on its way, or gone.</summary>
    public void Remove(FleetMember member)
    {
        if (member.EmptySince is { } since)
        {
            _empty.Remove((since, member.Id));
            member.EmptySince = null;
        }
    }

    /// <summary>Whether the first one is to be looked at.</summary>
    public bool IsDue(DateTimeOffset now, TimeSpan after) => DueAt(after) <= now;

    /// <summary>When it is; null when nothing is to be done about it.</summary>
    public DateTimeOffset? DueAt(TimeSpan after)
    {
        if (_empty.Count == 0 || !_hasChanged)
        {
            return null;
        }

        var over = _empty.Min.Since + after;
        return over > _notBefore ? over : _notBefore;
    }

    /// <summary>The first one is due and must stay.</summary>
    public void Stay(DateTimeOffset now)
    {
        _notBefore = now + s_pause;
        _hasChanged = false;
    }
}
