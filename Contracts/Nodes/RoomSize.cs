using Orleans;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Contracts.Nodes;

/// <summary>An amount of memory and CPU.</summary>
/// <param name="MemoryMegabytes">Memory in MB.</param>
/// <param name="CpuMillicores">CPU in thousandths of a core.</param>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.RoomSize")]
public readonly record struct RoomSize(
    [property: Id(0)] double MemoryMegabytes,
    [property: Id(1)] double CpuMillicores)
{
    /// <summary>The same amount as it is calculated with.</summary>
    public Resources ToResources() => new(MemoryMegabytes, CpuMillicores);

    /// <summary>The same amount as it is sent.</summary>
    /// <param name="resources">The amount.</param>
    public static RoomSize Of(Resources resources) => new(resources.MemoryMegabytes, resources.CpuMillicores);
}
