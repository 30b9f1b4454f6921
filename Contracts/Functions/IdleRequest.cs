using Orleans;

namespace OrleansScaler.Contracts.Functions;

/// <summary>One request gives its instance back.</summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.IdleRequest")]
public sealed record IdleRequest
{
    /// <summary>The id that the instance was assigned to.</summary>
    [Id(0)]
    public required string RequestId { get; init; }

    /// <summary>The instance, as granted.</summary>
    [Id(1)]
    public required string InstanceId { get; init; }

    /// <summary>Whether the instance must not serve again.</summary>
    [Id(2)]
    public bool NeedDestroy { get; init; }

    /// <summary>What the run used and how it went; null where the platform does not tell.</summary>
    [Id(3)]
    public RunReport? Run { get; init; }

    /// <summary>
    /// Whether the same was said before to a silo that is gone: it may have been heard there, and the instance may have
    /// been lent again since.
    /// </summary>
    [Id(4)]
    public bool MayBeRepeat { get; init; }
}
