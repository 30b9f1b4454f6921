using System.Collections.Immutable;
using Orleans;

namespace OrleansScaler.Contracts.Nodes;

/// <summary>A node offers itself.</summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.NodeRegistration")]
public sealed record NodeRegistration
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required string NodeId { get; init; }

    /// <summary>Host name or IP address of its service.</summary>
    [Id(1)]
    public required string Address { get; init; }

    /// <summary>Its port.</summary>
    [Id(2)]
    public required int Port { get; init; }

    /// <summary>What it offers to slots.</summary>
    [Id(3)]
    public required RoomSize Offers { get; init; }

    /// <summary>What its own agent takes of that.</summary>
    [Id(4)]
    public RoomSize AgentOverhead { get; init; }

    /// <summary>How long it counts as alive without a word.</summary>
    [Id(5)]
    public required TimeSpan Lease { get; init; }

    /// <summary>Keys of functions whose image or code lies there already.</summary>
    [Id(6)]
    public ImmutableArray<string> Images { get; init; } = [];
}
