namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>The books of one function.</summary>
internal struct FunctionAccounts
{
    /// <summary>Creates called.</summary>
    public long Starts;

    /// <summary>Those of them that made a slot, or still may.</summary>
    public long Slots;

    public long Completed;

    /// <summary>Calls that neither waited nor were cold, and their execution.</summary>
    public long ServedAtOnce;

    public long ServedAtOnceTicks;

    /// <summary>From the create's call to the destroy's, over all slots.</summary>
    public long SlotTicks;

    /// <summary>The part of it in which the slot ran something.</summary>
    public long BusyTicks;

    /// <summary>
    /// The same of spares that nobody took, for all functions of a size in the books of the first of them.
    /// </summary>
    public long SpareTicks;

    /// <summary>Sum of slowdowns, less 1 for each call.</summary>
    public double ExtraSlowdown;
}
