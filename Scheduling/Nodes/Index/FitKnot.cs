namespace OrleansScaler.Scheduling.Nodes.Index;

/// <summary>What is free on the nodes below one knot of a tree: its classes, and the most of each.</summary>
/// <param name="Classes">A bit for each pair of classes that some node is in.</param>
/// <param name="Most">The most memory and the most CPU, not necessarily of one node.</param>
internal readonly record struct FitKnot(ulong Classes, Resources Most)
{
    public static FitKnot operator |(FitKnot one, FitKnot other) =>
        new(one.Classes | other.Classes, Resources.Max(one.Most, other.Most));

    public bool MayHave(ulong wanted, Resources need) => (Classes & wanted) != 0 && need.FitsIn(Most);
}
