using OrleansScaler.Scheduling.Nodes.Fleet.Line;

namespace OrleansScaler.Scheduling.Nodes.Fleet.Orders;

/// <summary>
/// A node that is imagined, or imagined to be fuller than it is: slots are packed onto it to see what fits.
/// </summary>
internal sealed class Bin(Resources offered)
{
    private readonly Resources _offered = offered;
    private Resources _used;
    private Resources _variance;
    private string? _tenant;

    /// <summary>A copy of a node's room; whatever is held back there counts as used.</summary>
    public Bin(Node node)
        : this(node.Free) => _tenant = node.Tenant;

    /// <summary>What is left for slots whose use does not vary.</summary>
    public Resources Left => Resources.Max(_offered - _used - LearnedUse.GuardOf(_variance), Resources.Zero);

    public bool TryAdd(SlotNeed slot)
    {
        if (!slot.FitsBeside(_offered, _used, _variance) || !slot.MayStandBeside(_tenant))
        {
            return false;
        }

        _used += slot.Need;
        _variance += slot.Variance;
        _tenant ??= slot.Tenant;
        return true;
    }
}
