using Orleans;
using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Contracts.Functions;

/// <summary>One thing a pool decided, and why.</summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.Decision")]
public sealed record Decision
{
    /// <summary>When.</summary>
    [Id(0)]
    public required DateTimeOffset At { get; init; }

    /// <summary>What: Create, Destroy, Grant, Reject or Concurrency.</summary>
    [Id(1)]
    public required string Action { get; init; }

    /// <summary>Why.</summary>
    [Id(2)]
    public required Reason Reason { get; init; }

    /// <summary>The slot it is about; null for a rejection.</summary>
    [Id(3)]
    public string? SlotId { get; init; }

    /// <summary>The request it is about; null for a create or destroy.</summary>
    [Id(4)]
    public string? RequestId { get; init; }

    /// <summary>Requests that one slot may run from then on; 0 for everything else.</summary>
    [Id(5)]
    public int Concurrency { get; init; }
}
