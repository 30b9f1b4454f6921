using Orleans;

namespace OrleansScaler.Contracts.Functions;

/// <summary>What a function could give up, and how dear it is to it.</summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.ReclaimableSlots")]
public readonly record struct ReclaimableSlots
{
    /// <summary>Idle slots that may go.</summary>
    [Id(0)]
    public int Count { get; init; }

    /// <summary>What one of them is worth to the function (greedy-dual); the lowest goes first.</summary>
    [Id(1)]
    public double Priority { get; init; }
}
