using Orleans;

namespace OrleansScaler.Contracts.Functions;

/// <summary>One assignment, as the gateway that passed it on remembers it.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="InstanceId">The instance that it holds.</param>
/// <param name="Attempt">The attempt of its caller that asked last.</param>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.HeldInstance")]
public readonly record struct HeldInstance(
    [property: Id(0)] string RequestId, [property: Id(1)] string InstanceId, [property: Id(2)] long Attempt);
