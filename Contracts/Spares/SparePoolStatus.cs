using Orleans;

namespace OrleansScaler.Contracts.Spares;

/// <summary>The spares of one memory size at an instant.</summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.SparePoolStatus")]
public sealed record SparePoolStatus
{
    /// <summary>Spares that stand ready.</summary>
    [Id(0)]
    public int Prepared { get; init; }

    /// <summary>Spares that are being made.</summary>
    [Id(1)]
    public int UnderWay { get; init; }

    /// <summary>Slots asked for that found a spare, since the pool began.</summary>
    [Id(2)]
    public long Taken { get; init; }

    /// <summary>Slots asked for that found none, since the pool began.</summary>
    [Id(3)]
    public long Missed { get; init; }
}
