namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>What the slots of one function cost; a slot counts for the function that it was inited for.</summary>
/// <param name="Created">Slots inited for the function.</param>
/// <param name="SlotGbSeconds">Their cost, the living ones up to now.</param>
public readonly record struct FunctionSlots(long Created, double SlotGbSeconds);
