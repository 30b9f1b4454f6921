using Orleans;
using OrleansScaler.Scheduling.Nodes.Fleet;

namespace OrleansScaler.Grains.Nodes;

/// <summary>One node of a <see cref="ShardLedger"/>.</summary>
[GenerateSerializer]
[Alias("OrleansScaler.NodeRecord")]
public sealed class NodeRecord
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public string Id { get; set; } = "";

    /// <summary>Host name or IP address of its service.</summary>
    [Id(1)]
    public string Address { get; set; } = "";

    /// <summary>Its port.</summary>
    [Id(2)]
    public int Port { get; set; }

    /// <summary>How it came.</summary>
    [Id(3)]
    public NodeOrigin Origin { get; set; }

    /// <summary>Since when it is the shard's.</summary>
    [Id(4)]
    public DateTimeOffset Since { get; set; }

    /// <summary>What it offers to slots, in MB.</summary>
    [Id(5)]
    public double MemoryMegabytes { get; set; }

    /// <summary>What it offers to slots, in thousandths of a core.</summary>
    [Id(6)]
    public double CpuMillicores { get; set; }

    /// <summary>What its own agent takes of that, in MB.</summary>
    [Id(7)]
    public double AgentMemoryMegabytes { get; set; }

    /// <summary>What its own agent takes of that, in thousandths of a core.</summary>
    [Id(8)]
    public double AgentCpuMillicores { get; set; }

    /// <summary>How long it counts as alive without a word; null for nodes that hold no lease.</summary>
    [Id(9)]
    public TimeSpan? Lease { get; set; }

    /// <summary>Functions whose image or code lay there when it came.</summary>
    [Id(10)]
    public List<string> Images { get; set; } = [];

    /// <summary>The machine's name for this use of it; empty where it says none.</summary>
    [Id(11)]
    public string LiveId { get; set; } = "";
}
