using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Platforms.Nodes;

/// <summary>Asks a node for one container.</summary>
/// <param name="RequestId">Names this create.</param>
/// <param name="Name">Our name for the container: the slot's id.</param>
/// <param name="Function">The function that it runs.</param>
public sealed record ContainerOrder(string RequestId, string Name, FunctionSpec Function);
