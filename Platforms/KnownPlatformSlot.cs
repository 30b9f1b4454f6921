using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Platforms;

/// <summary>One slot that we believe to stand.</summary>
/// <param name="Id">Our name for it.</param>
/// <param name="PlatformSlotId">The platform's name for it.</param>
/// <param name="MemoryMegabytes">Its memory in MB.</param>
/// <param name="Measured">What it is charged with where slots are packed by measured use; null otherwise.</param>
public sealed record KnownPlatformSlot(
    string Id, string PlatformSlotId, double MemoryMegabytes, MeasuredNeed? Measured = null);
