using OrleansScaler.Simulation.Bounds;

namespace OrleansScaler.Simulation.Reports.Page;

/// <summary>What the bounds are called.</summary>
internal static class BoundNames
{
    public static IReadOnlyList<(string Name, CostBound Bound)> Of(BoundSet bounds) =>
    [
        ("bound: keep or drop", bounds.OfflineKeepOrDrop),
        ("best fixed, in hindsight", bounds.BestFixedPerFunction),
        ("best window, in hindsight", bounds.BestWindowPerFunction),
    ];
}
