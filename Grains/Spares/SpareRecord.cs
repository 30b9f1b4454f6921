using Orleans;

namespace OrleansScaler.Grains.Spares;

/// <summary>One spare: meant to be made as long as it has no name of the platform's.</summary>
[GenerateSerializer]
[Alias("OrleansScaler.SpareRecord")]
public sealed record SpareRecord
{
    /// <summary>Our name for it, which is also its create's request id.</summary>
    [Id(0)]
    public string Id { get; init; } = "";

    /// <summary>The platform's name for it; null until the create was answered.</summary>
    [Id(1)]
    public string? PlatformSlotId { get; init; }

    /// <summary>When it was decided on.</summary>
    [Id(2)]
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>
    /// The function that it was promised to, which may use it from then on; null for none. It is that function's alone
    /// once that says so.
    /// </summary>
    [Id(3)]
    public string? Taker { get; init; }

    /// <summary>Whether it is to be destroyed, or was already: nobody may get it any more.</summary>
    [Id(4)]
    public bool IsCondemned { get; init; }
}
