using OrleansScaler.Scheduling.Nodes.Fleet.Line;

namespace OrleansScaler.Scheduling.Nodes.Fleet.Orders;

/// <summary>
/// How many fresh nodes what waits would fill: first-fit onto imagined ones, by the ledger's fit rule. What only waits
/// because a node creates as many slots as it may is packed onto that node's room first and needs no other.
/// </summary>
/// <remarks>
/// A wish that joins the line is packed beside the others in one step. One that leaves it makes the packing anew, but
/// only when the number is asked for. Twenty wishes of 512 MB fill 4 nodes of 3,072 MB, six to a node.
/// </remarks>
internal sealed class NeedEstimate(Resources shape, int mostNodes)
{
    private readonly List<Bin> _bins = [];
    private readonly Dictionary<SlotNeed, int> _firstOpen = [];
    private int _present;
    private bool _isStale;

    /// <summary>Fresh nodes that are needed, at most one more than there may be.</summary>
    public int Nodes => _bins.Count - _present;

    /// <summary>What stays free of them.</summary>
    public Resources Left => _bins.Skip(_present).Aggregate(Resources.Zero, (sum, bin) => sum + bin.Left);

    /// <summary>Whether one of them has room for a slot.</summary>
    public bool HasRoomFor(Resources need) => _bins.Skip(_present).Any(bin => need.FitsIn(bin.Left));

    /// <summary>A wish has joined the line.</summary>
    public void Add(SlotNeed slot)
    {
        if (!_isStale)
        {
            Pack(slot);
        }
    }

    /// <summary>Something else about the line or the nodes has changed.</summary>
    public void Forget() => _isStale = true;

    /// <summary>Packs anew where that is needed.</summary>
    public void Renew(WishLine line, NodeLedger ledger)
    {
        if (!_isStale)
        {
            return;
        }

        _isStale = false;
        _bins.Clear();
        _firstOpen.Clear();
        AddPresent(ledger);
        foreach (var wish in line.ByAge)
        {
            Pack(wish.Need);
        }
    }

    private void AddPresent(NodeLedger ledger)
    {
        if (ledger.Index.Creating.Count > 0)
        {
            var creating = ledger.Index.Nodes.Values.Where(node => node.Grid == ledger.Index.Creating);
            _bins.AddRange(creating.OrderBy(node => node.Id).Select(node => new Bin(node)));
        }

        _present = _bins.Count;
    }

    private void Pack(SlotNeed slot)
    {
        // Bins only fill, so that none before the last one of a kind has room for another of it.
        var i = _firstOpen.GetValueOrDefault(slot);
        while (i < _bins.Count && !_bins[i].TryAdd(slot))
        {
            i++;
        }

        if (i == _bins.Count && Nodes <= mostNodes && slot.FitsEmpty(shape))
        {
            _bins.Add(new Bin(shape));
            _bins[i].TryAdd(slot);
        }

        _firstOpen[slot] = i;
    }
}
