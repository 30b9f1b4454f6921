namespace OrleansScaler.Scheduling.Nodes.Placements;

/// <summary>One slot to be placed: what every node is asked. Used again for the next one.</summary>
internal sealed class PlacementQuestion
{
    public PlacementRequest Request { get; private set; } = null!;

    /// <summary>What it takes of a node, in the ledger's steps.</summary>
    public Resources Need { get; private set; }

    /// <summary>What its use adds to a node's variance.</summary>
    public Resources Variance { get; private set; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>What an amount is multiplied with to become a share of the largest node.</summary>
    public Resources Share { get; private set; }

    /// <summary>Whether memory is used up more than CPU; also when both are used alike.</summary>
    public bool IsMemoryScarcer { get; private set; }

    /// <summary>Whether it may not stand beside another tenant's slots.</summary>
    public bool StandsApart { get; private set; }

    public void Ask(PlacementRequest request, bool chargesMeasured, bool standsApart, DateTimeOffset now)
    {
        var seen = chargesMeasured ? request.Measured : null;
        (Request, Need, Now) = (request, NeedOf(request.Need, request.Sidecar, seen), now);
        Variance = seen?.Variance ?? Resources.Zero;
        StandsApart = standsApart;
    }

    /// <summary>What a slot is charged with: what it was seen to use, or what it declares where that is less.</summary>
    public static Resources NeedOf(Resources declared, Resources sidecar, MeasuredNeed? seen)
    {
        var need = seen is { } measured ? Resources.Min(declared, measured.Usual) : declared;
        return (need + sidecar).NeedInSteps();
    }

    /// <param name="unit">The largest node.</param>
    /// <param name="used">What is used of all nodes that take slots.</param>
    /// <param name="offered">What they offer.</param>
    public void Measure(Resources unit, Resources used, Resources offered)
    {
        Share = new Resources(Inverse(unit.MemoryMegabytes), Inverse(unit.CpuMillicores));
        IsMemoryScarcer = used.MemoryMegabytes * offered.CpuMillicores >= used.CpuMillicores * offered.MemoryMegabytes;
    }

    /// <summary>Whether a node has room for it. The caller knows that the node takes slots.</summary>
    public bool FitsOn(Node node) =>
        Need.FitsIn(node.Free) && (Variance == Resources.Zero || Need.FitsIn(node.FreeWith(Variance)));

    /// <summary>Whether it may stand beside what the node has.</summary>
    public bool MayStandOn(Node node) => !StandsApart || node.Tenant is null || node.Tenant == Request.Tenant;

    private static double Inverse(double unit) => unit > 0 ? 1 / unit : 0;
}
