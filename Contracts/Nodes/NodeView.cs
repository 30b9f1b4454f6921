using System.Collections.Immutable;
using Orleans;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;

namespace OrleansScaler.Contracts.Nodes;

/// <summary>One node at an instant.</summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.NodeView")]
public sealed record NodeView
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required string NodeId { get; init; }

    /// <summary>Host name or IP address of its service.</summary>
    [Id(1)]
    public string Address { get; init; } = "";

    /// <summary>Its port.</summary>
    [Id(2)]
    public int Port { get; init; }

    /// <summary>How it came.</summary>
    [Id(3)]
    public NodeOrigin Origin { get; init; }

    /// <summary>Capacity less the agent's overhead.</summary>
    [Id(4)]
    public RoomSize Offered { get; init; }

    /// <summary>What slots and reservations take.</summary>
    [Id(5)]
    public RoomSize Used { get; init; }

    /// <summary>What may still be given away.</summary>
    [Id(6)]
    public RoomSize Free { get; init; }

    /// <summary>What it was last seen to use; null when nobody looked.</summary>
    [Id(7)]
    public RoomSize? Measured { get; init; }

    /// <summary>Slots that stand on it.</summary>
    [Id(8)]
    public int Slots { get; init; }

    /// <summary>Slots that are being made there.</summary>
    [Id(9)]
    public int Starting { get; init; }

    /// <summary>Its health.</summary>
    [Id(10)]
    public NodeHealth Health { get; init; }

    /// <summary>Whether it is being emptied.</summary>
    [Id(11)]
    public bool IsDraining { get; init; }

    /// <summary>Faults in a row, without a good answer between.</summary>
    [Id(12)]
    public int Faults { get; init; }

    /// <summary>Containers there that nobody here knows.</summary>
    [Id(13)]
    public int UnknownContainers { get; init; }

    /// <summary>What stands on it by function, in the order of their keys.</summary>
    [Id(14)]
    public ImmutableArray<FunctionSlots> Functions { get; init; } = [];

    /// <summary>What the agent takes beside what is offered.</summary>
    [Id(15)]
    public RoomSize AgentOverhead { get; init; }
}
