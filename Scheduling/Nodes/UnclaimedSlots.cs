using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Scheduling.Nodes;

/// <summary>
/// What stands on a node and nobody has said yet whose it is, as after a restart: it is charged, so that nothing is
/// placed over it, until its function claims it or it is removed.
/// </summary>
public static class UnclaimedSlots
{
    /// <summary>
    /// Where tenants are kept apart, no tenant is put beside what may be another's: none has this name.
    /// </summary>
    private const string Tenant = "\0unclaimed";

    /// <summary>Stands for the function that is not known; no function has an empty key.</summary>
    public static FunctionKey Function => new("");

    /// <summary>What is charged for one.</summary>
    /// <param name="need">What it takes.</param>
    public static PlacementRequest Of(Resources need) =>
        new() { Function = Function, Need = need, Tenant = Tenant };
}
