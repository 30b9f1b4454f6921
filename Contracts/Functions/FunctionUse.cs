using Orleans;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Learning;

namespace OrleansScaler.Contracts.Functions;

/// <summary>What was learned of one function's use of its slots.</summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.FunctionUse")]
public sealed record FunctionUse
{
    /// <summary>What it is like to share a slot with.</summary>
    [Id(0)]
    public FunctionClass Class { get; init; }

    /// <summary>What says so.</summary>
    [Id(1)]
    public Reason Reason { get; init; }

    /// <summary>Memory of a slot in MB, the 95th percentile; null until it was measured.</summary>
    [Id(2)]
    public double? MemoryMegabytes { get; init; }

    /// <summary>CPU of a slot in millicores, as it is charged; null until the memory was measured.</summary>
    [Id(3)]
    public double? CpuMillicores { get; init; }
}
