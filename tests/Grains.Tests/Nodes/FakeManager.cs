using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>Lends nodes n1, n2, … as long as there are some, unless a test says otherwise.</summary>
internal sealed class FakeManager : IResourceManager
{
    private readonly Lock _lock = new();
    private readonly List<string> _released = [];
    private int _lent;

    /// <summary>Nodes that may be lent.</summary>
    public int Left { get; set; }

    /// <summary>Who is lent next, where the manager is to lie.</summary>
    public Func<NodeOffer>? Offer { get; set; }

    /// <summary>Ends when an answer may go out.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    public int Asked { get; private set; }

    public IReadOnlyList<string> Released
    {
        get
        {
            lock (_lock)
            {
                return [.. _released];
            }
        }
    }

    public async ValueTask<ReserveNodeResult> ReserveNodeAsync(
        string requestId, string account, CancellationToken cancellationToken)
    {
        await Ready;
        lock (_lock)
        {
            Asked++;
            if (Left == 0)
            {
                return new ReserveNodeResult(PlatformOutcome.Throttled, Message: "exhausted");
            }

            Left--;
            return new ReserveNodeResult(PlatformOutcome.Ok, Offer?.Invoke() ?? OfferOf($"n{++_lent}"));
        }
    }

    public ValueTask<NodeCallResult> ReleaseNodeAsync(
        string requestId, NodeId node, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _released.Add(node.Value);
            return new(new NodeCallResult(PlatformOutcome.Ok));
        }
    }

    public ValueTask<NodesUsageResult> GetNodesUsageAsync(string requestId, CancellationToken cancellationToken) =>
        new(new NodesUsageResult(PlatformOutcome.Ok, []));

    public static NodeOffer OfferOf(string name, double megabytes = 3_072) =>
        new(new NodeId(name), new NodeEndpoint(name, 10_500), megabytes);
}
