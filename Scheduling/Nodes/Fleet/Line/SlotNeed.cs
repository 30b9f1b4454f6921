using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Scheduling.Nodes.Fleet.Line;

/// <summary>
/// What a slot takes of a node by the ledger's own rule: what is measured where the policy charges it.
/// </summary>
/// <param name="Need">Its amount, sidecar included, in the ledger's steps.</param>
/// <param name="Variance">What its use adds to a node's variance.</param>
/// <param name="StandsApart">Whether it may not stand beside another tenant's slots.</param>
/// <param name="Tenant">Its tenant; null where that does not matter.</param>
internal readonly record struct SlotNeed(Resources Need, Resources Variance, bool StandsApart, string? Tenant)
{
    public static SlotNeed Of(PlacementRequest request, NodeLedger ledger)
    {
        var question = new PlacementQuestion();
        var apart = ledger.Options.KeepsTenantsApart;
        question.Ask(request, ledger.Policy.Traits.ChargesMeasured, apart, ledger.Now);
        return new SlotNeed(question.Need, question.Variance, apart, apart ? request.Tenant : null);
    }

    /// <summary>Whether an empty node that offers so much has room for it.</summary>
    public bool FitsEmpty(Resources offered) => FitsBeside(offered, Resources.Zero, Resources.Zero);

    /// <summary>Whether there is room beside what is used, with the guard of all variances.</summary>
    public bool FitsBeside(Resources offered, Resources used, Resources variance) =>
        Need.FitsIn(offered - used - LearnedUse.GuardOf(variance + Variance));

    /// <summary>Whether a node has room for it now, whatever its health; creates under way apart.</summary>
    public bool FitsOn(Node node) =>
        Need.FitsIn(node.Free) && (Variance == Resources.Zero || Need.FitsIn(node.FreeWith(Variance)))
        && MayStandBeside(node.Tenant);

    /// <summary>Whether it may stand beside slots of a tenant; null is nobody, or nobody said.</summary>
    public bool MayStandBeside(string? tenant) => !StandsApart || tenant is null || tenant == Tenant;
}
