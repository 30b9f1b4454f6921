using Orleans;

namespace OrleansScaler.Contracts.Functions;

/// <summary>One request's wish for an instance, with the function as its caller declares it.</summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.AssignRequest")]
public sealed record AssignRequest
{
    /// <summary>Chosen by the caller; never empty.</summary>
    [Id(0)]
    public required string RequestId { get; init; }

    /// <summary>The function's runtime; may be empty.</summary>
    [Id(1)]
    public string Runtime { get; init; } = "";

    /// <summary>Memory of a slot in MB, more than 0.</summary>
    [Id(2)]
    public required double MemoryMegabytes { get; init; }

    /// <summary>Longest run of a request; zero when the platform named none.</summary>
    [Id(3)]
    public TimeSpan Timeout { get; init; }

    /// <summary>How long the caller waits from now. A span, so that clocks of two machines need not agree.</summary>
    [Id(4)]
    public required TimeSpan Wait { get; init; }

    /// <summary>The caller's span in W3C form, for traces; null when nobody traces.</summary>
    [Id(5)]
    public string? TraceParent { get; init; }

    /// <summary>
    /// Tells this call of the caller from another one with the same request id: a caller that gave up and called again
    /// must not lose its new place to the news that it gave up.
    /// </summary>
    [Id(6)]
    public long Attempt { get; init; }

    /// <summary>Whose function it is, where the platform says; empty otherwise.</summary>
    [Id(7)]
    public string Tenant { get; init; } = "";

    /// <summary>The function's entry point, where the platform says; empty otherwise.</summary>
    [Id(8)]
    public string Handler { get; init; } = "";

    /// <summary>
    /// Whether one instance may run several requests at the same time once that was measured to be safe. The 2023
    /// protocol forbids it, the 2020 one leaves it to the scheduler.
    /// </summary>
    [Id(9)]
    public bool MayShare { get; init; }

    /// <summary>Parts that share the function's calls, as far as the gateway knows; 0 where it does not.</summary>
    [Id(10)]
    public int Parts { get; init; }
}
