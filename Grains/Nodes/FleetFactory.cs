using System.Collections.Concurrent;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Nodes.Policies;

namespace OrleansScaler.Grains.Nodes;

/// <summary>Makes the fleet of a shard from configuration, and holds what the shards of a silo share.</summary>
/// <param name="options">What is configured.</param>
/// <param name="services">Whether nodes can be ordered.</param>
/// <param name="ledgers">Where nodes are stored.</param>
/// <param name="time">Names reservations so that none is named twice.</param>
public sealed class FleetFactory(
    NodePlatformOptions options, NodeServices services, LedgerServices ledgers, TimeProvider time)
{
    private readonly ConcurrentDictionary<NodeId, int> _lentTo = new();

    internal NodePlatformOptions Options => options;

    internal LedgerServices Ledgers => ledgers;

    /// <summary>Starts the ids of calls to the resource manager, which must not repeat after a restart.</summary>
    internal string Incarnation { get; } = Guid.NewGuid().ToString("N")[..12];

    /// <summary>An empty fleet.</summary>
    internal NodeFleet Create()
    {
        var bounds = new NodeLedgerOptions
        {
            ReservedFor = options.ReservedFor,
            CreatesPerNode = options.CreatesPerNode,
            KeepsTenantsApart = options.KeepsTenantsApart,

            // No grain makes 10 million placements a second, so one that comes back names none as it did before.
            FirstReservation = time.GetUtcNow().UtcTicks,
        };
        var ledger = new NodeLedger(bounds, PlacementNames.Find(options.Policy).Required);
        return new NodeFleet(options.Fleet with { CanOrder = services.Manager is not null }, ledger);
    }

    /// <summary>The configured nodes of a shard.</summary>
    internal IEnumerable<ConfiguredNode> NodesOf(int shard) =>
        options.Configured.Where((_, number) => number % options.Shards == shard);

    /// <summary>
    /// A shard was lent a node. A manager that lends one node to two of them is wrong: they would both fill it.
    /// </summary>
    /// <returns>False when another shard has it.</returns>
    internal bool TryClaim(NodeId node, int shard) => _lentTo.GetOrAdd(node, shard) == shard;

    /// <summary>A shard has the node no more.</summary>
    internal void Unclaim(NodeId node, int shard) => _lentTo.TryRemove(new(node, shard));
}
