using Orleans;

namespace OrleansScaler.Contracts.Assignments;

/// <summary>Whose a container is.</summary>
/// <param name="FunctionKey">The function, which is the key of its grain.</param>
/// <param name="InstanceId">The instance in the container, as granted.</param>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.ContainerOwner")]
public sealed record ContainerOwner(
    [property: Id(0)] string FunctionKey,
    [property: Id(1)] string InstanceId);
