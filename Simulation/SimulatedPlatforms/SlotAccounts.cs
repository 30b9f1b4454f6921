namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>What slots were made and what they cost, in the platform's own seconds.</summary>
/// <param name="Created">Slots made.</param>
/// <param name="Destroyed">Slots given back.</param>
/// <param name="Peak">Most slots alive at one time.</param>
/// <param name="SlotSeconds">From the create's call to the destroy's, the living ones up to now, added up.</param>
/// <param name="SlotGbSeconds">The same times each slot's memory in GB.</param>
public readonly record struct SlotAccounts(
    long Created, long Destroyed, int Peak, double SlotSeconds, double SlotGbSeconds)
{
    /// <summary>Slots alive.</summary>
    public long Live => Created - Destroyed;
}
