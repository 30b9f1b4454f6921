using OrleansScaler.Protos.Admin;

namespace OrleansScaler.Cli.Nodes;

/// <summary>One node in the JSON of <c>nodes</c>.</summary>
internal sealed record NodeRow
{
    public required int Shard { get; init; }

    public required string Id { get; init; }

    public required string Address { get; init; }

    public required int Port { get; init; }

    /// <summary><c>configured</c>, <c>registered</c> or <c>ordered</c>.</summary>
    public required string Origin { get; init; }

    /// <summary><c>healthy</c>, <c>suspect</c> or <c>quarantined</c>.</summary>
    public required string Health { get; init; }

    public required bool Draining { get; init; }

    public required AmountRow Capacity { get; init; }

    public required AmountRow AgentOverhead { get; init; }

    /// <summary>What is left of the capacity for slots.</summary>
    public AmountRow Offered => new(
        Capacity.MemoryMegabytes - AgentOverhead.MemoryMegabytes, Capacity.CpuMillicores - AgentOverhead.CpuMillicores);

    public required AmountRow Used { get; init; }

    public required AmountRow Free { get; init; }

    /// <summary>What the node was last seen to use; null when nobody looked.</summary>
    public AmountRow? MeasuredUse { get; init; }

    public required int Slots { get; init; }

    public required int CreatesUnderWay { get; init; }

    public required int FaultsInARow { get; init; }

    public required int UnknownContainers { get; init; }

    /// <summary>Slots by function, those being made included, in the order of keys.</summary>
    public required IReadOnlyDictionary<string, int> Functions { get; init; }

    public static NodeRow Of(int shard, Node node) => new()
    {
        Shard = shard,
        Id = node.NodeId,
        Address = node.Address,
        Port = node.Port,
        Origin = WireName.Of(node.Origin),
        Health = WireName.Of(node.Health),
        Draining = node.Draining,
        Capacity = AmountRow.Of(node.Capacity),
        AgentOverhead = AmountRow.Of(node.AgentOverhead),
        Used = AmountRow.Of(node.Used),
        Free = AmountRow.Of(node.Free),
        MeasuredUse = node.MeasuredUse is { } use ? AmountRow.Of(use) : null,
        Slots = node.Slots,
        CreatesUnderWay = node.CreatesUnderWay,
        FaultsInARow = node.FaultsInARow,
        UnknownContainers = node.UnknownContainers,
        Functions = new SortedDictionary<string, int>(
            node.Functions.ToDictionary(count => count.FunctionKey, count => count.Slots), StringComparer.Ordinal),
    };
}
