using Orleans;

namespace OrleansScaler.Contracts.Functions;

/// <summary>Answer to <see cref="IFunctionGrain.Idle"/>.</summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.IdleReply")]
public readonly record struct IdleReply
{
    /// <summary>How it ended.</summary>
    [Id(0)]
    public IdleOutcome Outcome { get; init; }
}
