using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Nodes;

/// <content>Nodes come, change and go.</content>
public sealed partial class NodeLedger
{
    /// <summary>A node joins, empty, healthy and not draining.</summary>
    /// <param name="spec">What it says of itself.</param>
    public JoinResult AddNode(NodeSpec spec)
    {
        if (Problem(spec) is { } problem)
        {
            return new JoinResult(JoinStatus.Invalid, problem);
        }

        if (_index.Nodes.ContainsKey(spec.Id))
        {
            return new JoinResult(JoinStatus.AlreadyHere, $"A node '{spec.Id}' is here already.");
        }

        if (_index.Nodes.Count >= Options.MaximumNodes)
        {
            return new JoinResult(
                JoinStatus.TooManyNodes,
                $"'{spec.Id}' cannot join: {_index.Nodes.Count} nodes are here; at most "
                + $"{Options.MaximumNodes} may be.");
        }

        var node = new Node(spec with
        {
            Capacity = spec.Capacity.CapacityInSteps(),
            AgentOverhead = spec.AgentOverhead.NeedInSteps(),
        });
        _index.Join(node);
        Refresh(node);
        return new JoinResult(JoinStatus.Joined);
    }

    /// <summary>A node is gone, and all that stood on it. From here on nothing of it can be confirmed.</summary>
    /// <param name="id">Its name.</param>
    public NodeRemoval RemoveNode(NodeId id)
    {
        if (Find(id) is not { } node)
        {
            return new NodeRemoval(false, []);
        }

        var all = node.Reservations.ToArray();
        var lost = all
            .GroupBy(reservation => reservation.Function)
            .OrderBy(group => group.Key.Value, StringComparer.Ordinal)
            .Select(group => new LostSlots(
                group.Key,
                [.. group.Where(lost => lost.Slot is not null).Select(lost => lost.Slot!.Value)],
                [.. group.Where(lost => lost.Slot is null).Select(lost => lost.Id)]))
            .ToArray();
        foreach (var reservation in all)
        {
            End(reservation);
        }

        _index.Leave(node);
        return new NodeRemoval(true, lost);
    }

    /// <summary>A node is to be emptied, or is not any more. What is reserved there may still be confirmed.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="isDraining">Whether.</param>
    public NodeChange Drain(NodeId id, bool isDraining = true)
    {
        if (Find(id) is not { } node)
        {
            return NodeChange.UnknownNode;
        }

        if (node.IsDraining == isDraining)
        {
            return NodeChange.Unchanged;
        }

        node.IsDraining = isDraining;
        return Touch(node);
    }

    /// <summary>A node's health is seen to be this.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="health">Its health.</param>
    public NodeChange SetHealth(NodeId id, NodeHealth health)
    {
        if (Find(id) is not { } node)
        {
            return NodeChange.UnknownNode;
        }

        if (node.Health == health)
        {
            return NodeChange.Unchanged;
        }

        node.Health = health;
        return Touch(node);
    }

    /// <summary>A node is seen to use so much.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="use">All that is used on it.</param>
    public NodeChange SetMeasuredUse(NodeId id, Resources use)
    {
        if (Find(id) is not { } node)
        {
            return NodeChange.UnknownNode;
        }

        if (!use.IsSensible)
        {
            return NodeChange.Invalid;
        }

        if (node.MeasuredUse == use)
        {
            return NodeChange.Unchanged;
        }

        node.MeasuredUse = use;
        return Touch(node);
    }

    /// <summary>An image or code lies on a node now.</summary>
    /// <param name="id">The node's name.</param>
    /// <param name="image">The image's name.</param>
    public NodeChange AddImage(NodeId id, string image)
    {
        if (Find(id) is not { } node)
        {
            return NodeChange.UnknownNode;
        }

        if (node.Images.Contains(image))
        {
            return NodeChange.Unchanged;
        }

        if (node.Images.Count >= Options.ImagesPerNode)
        {
            _index.Forget(node.TakeOldestImage(), node.Rank);
        }

        node.AddImage(image);
        _index.Note(image, node);
        return Touch(node);
    }

    /// <summary>
    /// A slot was found on a node, as after a restart. Draining and sick nodes keep theirs too, and a full one does: it
    /// stands there in truth, and no node counts as holding more than it offers.
    /// </summary>
    /// <param name="slot">The slot.</param>
    /// <param name="id">The node's name.</param>
    /// <param name="request">What it is; its count is not looked at.</param>
    /// <param name="now">The time.</param>
    /// <param name="inPlaceOf">What was charged for it while nobody knew what it is; goes in the same step.</param>
    public AdoptStatus Adopt(
        SlotId slot, NodeId id, PlacementRequest request, DateTimeOffset now, SlotId? inPlaceOf = null)
    {
        Advance(now);
        if (_slots.ContainsKey(slot))
        {
            return AdoptStatus.AlreadyHere;
        }

        if (Find(id) is not { } node)
        {
            return AdoptStatus.UnknownNode;
        }

        if (request.Problem is not null || IsFull)
        {
            return AdoptStatus.Invalid;
        }

        if (inPlaceOf is { } unclaimed)
        {
            Release(unclaimed);
        }

        Ask(request);
        var need = _question.FitsOn(node) ? _question.Need : Resources.Min(_question.Need, node.FreeInSteps);
        var reservation = Hold(node, need);
        Confirm(reservation.Id, slot, now);
        return need == _question.Need ? AdoptStatus.Adopted : AdoptStatus.AdoptedShort;
    }

    /// <summary>
    /// A node's room is kept for one slot, or is not any more. Its fleet says when that slot is placed.
    /// </summary>
    internal void SetAside(Node node, bool isSetAside)
    {
        node.IsSetAside = isSetAside;
        Touch(node);
    }

    private static string? Problem(NodeSpec spec) =>
        string.IsNullOrEmpty(spec.Id.Value)
            ? "A node needs a name; this one's is empty."
        : !spec.Capacity.IsSensible
            ? $"'{spec.Id}' offers {spec.Capacity}; both must be from 0 to 2^30."
        : !spec.AgentOverhead.IsSensible
            ? $"'{spec.Id}' has an agent that takes {spec.AgentOverhead}; both must be from 0 to 2^30."
        : !spec.AgentOverhead.NeedInSteps().FitsIn(spec.Capacity.CapacityInSteps())
            ? $"'{spec.Id}' has an agent that takes {spec.AgentOverhead}; it offers only {spec.Capacity}."
        : null;

    private NodeChange Touch(Node node)
    {
        node.Touch();
        Refresh(node);
        return NodeChange.Changed;
    }
}
