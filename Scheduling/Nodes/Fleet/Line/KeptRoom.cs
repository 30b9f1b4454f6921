using OrleansScaler.Scheduling.Nodes.Fleet.Orders;

namespace OrleansScaler.Scheduling.Nodes.Fleet.Line;

/// <summary>
/// Bounded bypass: a wish that fits nowhere lets smaller ones pass, but only so many. Then the node with most of the
/// room that it needs takes nothing else until it has all of it. One wish at a time, the one passed first; so whoever
/// waits gets its turn as long as slots end at all.
/// </summary>
internal sealed class KeptRoom(NodeLedger ledger, int maximumBypass)
{
    private long _nextLook;

    /// <summary>Who the room is kept for; null when none is.</summary>
    public WaitingWish? For { get; private set; }

    /// <summary>Where; null when none is.</summary>
    public Node? On { get; private set; }

    /// <summary>Whether there is enough of it now.</summary>
    public bool IsEnough => For is { } wish && wish.Need.FitsOn(On!)
        && On!.StartingCreates < ledger.Options.CreatesPerNode;

    /// <summary>Whether the node is of no use any more: sick, being emptied, or gone.</summary>
    public bool IsSpoilt => On is { } node
        && (node.Health != NodeHealth.Healthy || node.IsDraining || ledger.Find(node.Id) != node);

    /// <summary>The node may take others again.</summary>
    public void End()
    {
        if (On is { } node)
        {
            (For, On) = (null, null);
            ledger.SetAside(node, false);
        }
    }

    /// <summary>
    /// A node has more room than before: it is kept instead where it lacks less. What is kept only gains room, so that
    /// what is lacking only shrinks, from one node to the next; slots that never end cannot hold it up.
    /// </summary>
    /// <returns>The node that was kept before and may take others again; null when nothing has changed.</returns>
    public Node? Consider(Node node)
    {
        if (On is not { } kept || kept == node || !MayKeep(node, For!.Need)
            || Lacking(node, For.Need) >= Lacking(kept, For.Need))
        {
            return null;
        }

        ledger.SetAside(kept, false);
        ledger.SetAside(node, true);
        On = node;
        return kept;
    }

    /// <summary>Keeps room for whoever was passed too often, if anybody was and none is kept yet.</summary>
    public void Look(WishLine line, long placements)
    {
        if (On is not null || placements < _nextLook)
        {
            return;
        }

        WaitingWish? first = null;
        foreach (var flow in line.Backlogged)
        {
            if (flow.Head is { RefusedAt: { } refused } head
                && (first is null || (refused, head.Number).CompareTo((first.RefusedAt!.Value, first.Number)) < 0))
            {
                first = head;
            }
        }

        _nextLook = (first?.RefusedAt ?? placements) + maximumBypass;
        if (first is not null && placements >= _nextLook && Nearest(first.Need) is { } node)
        {
            (For, On) = (first, node);
            ledger.SetAside(node, true);
        }
    }

    /// <summary>The node that lacks the smallest share of the room; of equal ones the lowest id.</summary>
    private Node? Nearest(SlotNeed slot)
    {
        Node? nearest = null;
        var least = double.MaxValue;
        foreach (var node in ledger.Index.Nodes.Values)
        {
            if (!MayKeep(node, slot))
            {
                continue;
            }

            var share = Lacking(node, slot);
            if (share < least || (share == least && node.Id < nearest!.Id))
            {
                (nearest, least) = (node, share);
            }
        }

        return nearest;
    }

    private static bool MayKeep(Node node, SlotNeed slot) => node.TakesSlots && slot.FitsEmpty(node.Offered);

    /// <summary>Share of the node that is to become free; all of it beside another tenant's slots.</summary>
    private static double Lacking(Node node, SlotNeed slot)
    {
        var lacking = slot.MayStandBeside(node.Tenant) ? slot.Need - node.Free : node.Used;
        return Shares.Larger(Resources.Max(lacking, Resources.Zero), node.Offered);
    }
}
