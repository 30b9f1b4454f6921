using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;

namespace OrleansScaler.Grains.Nodes;

/// <summary>
/// What a shard has to know of a node beside what the fleet does: how to reach it, and what stands there.
/// </summary>
/// <param name="spec">What it offers.</param>
/// <param name="endpoint">Where its service listens.</param>
/// <param name="origin">How it came.</param>
/// <param name="since">Since when it is the shard's.</param>
internal sealed class NodeEntry(NodeSpec spec, NodeEndpoint endpoint, NodeOrigin origin, DateTimeOffset since)
{
    public NodeId Id => spec.Id;

    public NodeSpec Spec => spec;

    public NodeEndpoint Endpoint => endpoint;

    public NodeOrigin Origin => origin;

    public DateTimeOffset Since => since;

    /// <summary>
    /// Names its registration, the same for the same address also after a restart: whoever registered under the name
    /// from elsewhere before does not hold this lease.
    /// </summary>
    public long Registration { get; } = (long)(StableBits.Of(endpoint.ToString()) >> 1);

    /// <summary>How long it counts as alive without a word; null for nodes that hold no lease.</summary>
    public TimeSpan? Lease { get; set; }

    /// <summary>Answers of the resource manager in a row that did not name it.</summary>
    public int Unnamed { get; set; }

    /// <summary>What stands there.</summary>
    public NodeContainers Containers { get; } = new();

    /// <summary>A node as it was stored.</summary>
    public static NodeEntry Of(NodeRecord record)
    {
        var spec = new NodeSpec(new NodeId(record.Id), new Resources(record.MemoryMegabytes, record.CpuMillicores))
        {
            AgentOverhead = new Resources(record.AgentMemoryMegabytes, record.AgentCpuMillicores),
            Images = record.Images,
        };
        var endpoint = new NodeEndpoint(record.Address, record.Port);
        return new NodeEntry(spec, endpoint, record.Origin, record.Since)
        {
            Lease = record.Lease,
            Containers = { LiveId = record.LiveId },
        };
    }

    /// <summary>The same as it is stored.</summary>
    public NodeRecord ToRecord() => new()
    {
        Id = Id.Value,
        Address = endpoint.Address,
        Port = endpoint.Port,
        Origin = origin,
        Since = since,
        MemoryMegabytes = spec.Capacity.MemoryMegabytes,
        CpuMillicores = spec.Capacity.CpuMillicores,
        AgentMemoryMegabytes = spec.AgentOverhead.MemoryMegabytes,
        AgentCpuMillicores = spec.AgentOverhead.CpuMillicores,
        Lease = Lease,
        Images = [.. spec.Images],
        LiveId = Containers.LiveId,
    };
}
