using Orleans;

namespace OrleansScaler.Grains.Recovery;

/// <summary>What a shard of the index stores: which functions may have slots.</summary>
[GenerateSerializer]
[Alias("OrleansScaler.LiveFunctions")]
public sealed class LiveFunctions
{
    /// <summary>The version that is written, and the newest that is understood.</summary>
    public const int CurrentVersion = 1;

    /// <summary>How the rest is to be read. A newer one is refused, not overwritten.</summary>
    [Id(0)]
    public int Version { get; set; } = CurrentVersion;

    /// <summary>Keys of functions, and names of spares, each once, in ordinal order.</summary>
    [Id(1)]
    public string[] Functions { get; set; } = [];
}
