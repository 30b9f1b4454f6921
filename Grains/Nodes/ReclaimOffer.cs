using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Grains.Nodes;

/// <summary>What a function could give up.</summary>
/// <param name="Function">The function.</param>
/// <param name="Count">Idle slots that may go.</param>
/// <param name="Priority">What the coldest of them is worth.</param>
/// <param name="MemoryMegabytes">Memory of one in MB.</param>
internal sealed record ReclaimOffer(FunctionKey Function, int Count, double Priority, double MemoryMegabytes);
