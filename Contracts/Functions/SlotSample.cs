using Orleans;

namespace OrleansScaler.Contracts.Functions;

/// <summary>What one slot was seen to use, by a look at its node (2020: <c>GetStats</c>).</summary>
/// <param name="InstanceId">The instance in it, as granted.</param>
/// <param name="MemoryMegabytes">Its memory, in MB.</param>
/// <param name="CpuMillicores">Its CPU, in thousandths of a core.</param>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.SlotSample")]
public readonly record struct SlotSample(
    [property: Id(0)] string InstanceId,
    [property: Id(1)] double MemoryMegabytes,
    [property: Id(2)] double CpuMillicores);
