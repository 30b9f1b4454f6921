using Orleans;
using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Contracts.Functions;

/// <summary>Answer to <see cref="IFunctionGrain.Assign"/>.</summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.AssignReply")]
public readonly record struct AssignReply
{
    /// <summary>How it ended.</summary>
    [Id(0)]
    public AssignOutcome Outcome { get; init; }

    /// <summary>The instance granted; null otherwise.</summary>
    [Id(1)]
    public string? InstanceId { get; init; }

    /// <summary>Why it was granted or rejected.</summary>
    [Id(2)]
    public Reason Reason { get; init; }

    /// <summary>What the platform said last, where it is at fault; null otherwise.</summary>
    [Id(3)]
    public string? Detail { get; init; }

    /// <summary>Where the instance granted stands; null where the platform does not tell.</summary>
    [Id(4)]
    public InstanceLocation? Location { get; init; }

    /// <summary>
    /// Counts the owners that the function's slots had, one after the other. Who sees another one than before tells the
    /// new owner which instances it knows to be held (<see cref="IFunctionGrain.Announce"/>).
    /// </summary>
    [Id(5)]
    public long Epoch { get; init; }

    /// <summary>Parts that share the function's calls, as its part 0 tells; 0 where it is not told.</summary>
    [Id(6)]
    public int Parts { get; init; }
}
