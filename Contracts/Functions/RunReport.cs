using Orleans;
using OrleansScaler.Scheduling.Learning;

namespace OrleansScaler.Contracts.Functions;

/// <summary>What one run used and how it went, as its caller tells (2020: <c>ReturnContainer</c>).</summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.RunReport")]
public readonly record struct RunReport
{
    /// <summary>How long it ran.</summary>
    [Id(0)]
    public TimeSpan Duration { get; init; }

    /// <summary>The most memory that the instance used meanwhile, in MB; 0 when not told.</summary>
    [Id(1)]
    public double MemoryMegabytes { get; init; }

    /// <summary>How it went.</summary>
    [Id(2)]
    public RunEnd End { get; init; }
}
