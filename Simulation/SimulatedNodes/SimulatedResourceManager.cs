using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Simulation.SimulatedNodes;

/// <summary>
/// Lends simulated machines. Some are ready at once; each one that is lent has another started, and one that is given
/// back is ready again after the same time. While none is ready it is exhausted, and says so at once.
/// </summary>
/// <param name="nodes">Where its machines are found.</param>
/// <param name="options">How many there are, and how fast they start.</param>
/// <param name="time">The clock.</param>
public sealed class SimulatedResourceManager(
    SimulatedNodeConnector nodes, SimulatedNodeOptions options, TimeProvider time) : IResourceManager
{
    private readonly Lock _lock = new();
    private readonly SortedSet<NodeId> _lent = [];
    private readonly PriorityQueue<NodeId, (DateTimeOffset ReadyAt, NodeId Id)> _free = new();
    private int _started;

    /// <inheritdoc/>
    public ValueTask<ReserveNodeResult> ReserveNodeAsync(
        string requestId, string account, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            Start(options.ReadyAtOnce, now);
            if (!_free.TryPeek(out var id, out var ready) || ready.ReadyAt > now)
            {
                return new(new ReserveNodeResult(PlatformOutcome.Throttled, Message: "no node is ready"));
            }

            _free.Dequeue();
            _lent.Add(id);
            Start(_started + 1, now + options.ReadyAfter);
            return new(new ReserveNodeResult(PlatformOutcome.Ok, nodes.OfferOf(id)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<NodeCallResult> ReleaseNodeAsync(
        string requestId, NodeId node, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_lent.Remove(node))
            {
                return new(new NodeCallResult(PlatformOutcome.NotFound, $"node {node} is not lent"));
            }

            nodes.NodeOf(node).BeginAnotherUse();
            _free.Enqueue(node, (time.GetUtcNow() + options.ReadyAfter, node));
            return new(new NodeCallResult(PlatformOutcome.Ok));
        }
    }

    /// <inheritdoc/>
    public ValueTask<NodesUsageResult> GetNodesUsageAsync(string requestId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(new NodesUsageResult(PlatformOutcome.Ok, [.. _lent.Select(nodes.OfferOf)]));
        }
    }

    private void Start(int upTo, DateTimeOffset readyAt)
    {
        for (; _started < Math.Min(upTo, options.Lent); _started++)
        {
            var id = SimulatedNodeConnector.Name("lent", _started);
            _free.Enqueue(id, (readyAt, id));
        }
    }
}
