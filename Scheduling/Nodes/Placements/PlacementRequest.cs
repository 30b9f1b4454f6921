using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes.Policies;

namespace OrleansScaler.Scheduling.Nodes.Placements;

/// <summary>Asks for room for one or more slots of one function.</summary>
public sealed record PlacementRequest
{
    /// <summary>Most slots that one request may ask for: what it holds back must stay bounded.</summary>
    public const int MaximumCount = 10_000;

    /// <summary>Whose slots.</summary>
    public required FunctionKey Function { get; init; }

    /// <summary>What one slot is declared to need.</summary>
    public required Resources Need { get; init; }

    /// <summary>What the sidecar of one slot needs beside it.</summary>
    public Resources Sidecar { get; init; }

    /// <summary>How many slots, from 1 to <see cref="MaximumCount"/>.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Whether fewer are of no use: then all are placed, or none.</summary>
    public bool AllOrNone { get; init; }

    /// <summary>What they were seen to use; only <see cref="LearnedUsePolicy"/> looks at it.</summary>
    public MeasuredNeed? Measured { get; init; }

    /// <summary>How long they will probably stand; null when nobody foretells it.</summary>
    public TimeSpan? ExpectedFor { get; init; }

    /// <summary>The image or code that they need; null when every node has it.</summary>
    public string? Image { get; init; }

    /// <summary>Whose they are; only looked at where tenants are kept apart.</summary>
    public string? Tenant { get; init; }

    /// <summary>What one slot needs with its sidecar.</summary>
    public Resources Whole => Need + Sidecar;

    /// <summary>What is wrong with it, in one sentence; null when nothing is.</summary>
    internal string? Problem =>
        !Need.IsSensible || Need == Resources.Zero
            ? $"'{Function}' needs {Need}; both must be from 0 to 2^30, and not both 0."
        : !Sidecar.IsSensible
            ? $"'{Function}' has a sidecar of {Sidecar}; both must be from 0 to 2^30."
        : Count is < 1 or > MaximumCount
            ? $"'{Function}' asks for {Count} slots at once; it must be from 1 to {MaximumCount}."
        : Measured is { IsSensible: false } seen
            ? $"'{Function}' was seen to use {seen.Usual}; both must be from 0 to 2^30, as their variances."
        : null;
}
