using OrleansScaler.Platforms;

namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>A create's answer together with what only the wire carries.</summary>
internal readonly record struct CreatedSlot(CreateSlotResult Result, double MemoryMegabytes, TimeSpan CreatedAt);
