using Orleans;

namespace OrleansScaler.Grains.Ledgers;

/// <summary>A request that holds a slot, or gave it back.</summary>
[GenerateSerializer]
[Alias("OrleansScaler.RequestRecord")]
public sealed class RequestRecord
{
    /// <summary>The request's id.</summary>
    [Id(0)]
    public string Id { get; set; } = "";

    /// <summary>The slot.</summary>
    [Id(1)]
    public string Slot { get; set; } = "";

    /// <summary>When it was granted, or given back.</summary>
    [Id(2)]
    public DateTimeOffset Since { get; set; }

    /// <summary>Whether it gave the slot back.</summary>
    [Id(3)]
    public bool IsFinished { get; set; }

    /// <summary>The attempt of its caller that asked last.</summary>
    [Id(4)]
    public long Attempt { get; set; }

    /// <summary>Whether it was granted at some time before, so that nothing is learned of how long it runs.</summary>
    [Id(5)]
    public bool IsBeginUnknown { get; set; }
}
