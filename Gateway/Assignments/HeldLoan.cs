using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Gateway.Assignments;

/// <summary>One assignment among those of its function.</summary>
/// <param name="Function">The function.</param>
/// <param name="Place">Its place there.</param>
internal readonly record struct HeldLoan(HeldFunction Function, LinkedListNode<HeldInstance> Place);
