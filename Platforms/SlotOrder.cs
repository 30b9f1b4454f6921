using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Platforms;

/// <summary>Asks a platform for one slot.</summary>
/// <param name="RequestId">Names this create; where the platform knows repeats, they mean the same slot.</param>
/// <param name="MemoryMegabytes">Size of the slot in MB, rounded up to whole ones on the wire.</param>
/// <param name="Function">
/// The function that the slot is for; null for a spare, which belongs to none yet. Platforms that place slots on nodes
/// of ours go by it; others do not look at it.
/// </param>
/// <param name="Measured">
/// What slots of the function are to be charged with where they are packed by measured use; null where nothing is
/// learned. Never the size of the slot: its memory stays <paramref name="MemoryMegabytes"/>, and its CPU follows that.
/// </param>
public sealed record SlotOrder(
    string RequestId, double MemoryMegabytes, FunctionSpec? Function = null, MeasuredNeed? Measured = null);
