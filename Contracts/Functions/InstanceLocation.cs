using Orleans;

namespace OrleansScaler.Contracts.Functions;

/// <summary>Where an instance stands, for callers that reach it themselves (2020 protocol).</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Address">Host name or IP address of the node's service.</param>
/// <param name="Port">Its port.</param>
/// <param name="ContainerId">The node's own id of the container.</param>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.InstanceLocation")]
public sealed record InstanceLocation(
    [property: Id(0)] string NodeId,
    [property: Id(1)] string Address,
    [property: Id(2)] int Port,
    [property: Id(3)] string ContainerId);
