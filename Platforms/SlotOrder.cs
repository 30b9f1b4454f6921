using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Platforms;

/// <summary>Asks a platform for one slot.</summary>
/// <param name="RequestId">Names this create; where the platform knows repeats, they mean the same slot.</param>
/// <param name="MemoryMegabytes">Size of the slot in MB, rounded up to whole ones on the wire.</param>
/// <param name="Function">
/// The function that the slot is for; null for a spare, which belongs to none yet. Platforms that place slots on nodes
/// of ours go by it; others do not look at it.
/// </param>
public sealed record SlotOrder(string RequestId, double MemoryMegabytes, FunctionSpec? Function = null);
