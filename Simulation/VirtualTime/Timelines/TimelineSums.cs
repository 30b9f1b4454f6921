namespace OrleansScaler.Simulation.VirtualTime.Timelines;

/// <summary>Running sums of one part: slots and demand times the ticks that they lasted.</summary>
internal struct TimelineSums
{
    public long SlotTicks;
    public long DemandTicks;
    public int MostSlots;
    public int MostDemand;

    public readonly TimelinePart ToPart(long ticks) =>
        new((double)SlotTicks / ticks, MostSlots, (double)DemandTicks / ticks, MostDemand);
}
