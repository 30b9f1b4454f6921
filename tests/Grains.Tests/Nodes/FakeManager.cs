using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>Lends nodes n1, n2, … as long as there are some, unless a test says otherwise.</summary>
internal sealed class FakeManager : IResourceManager
{
    private readonly Lock _lock = new();
    private readonly List<string> _released = [];
    private readonly SortedDictionary<NodeId, NodeOffer> _lending = [];
    private int _lent;

    /// <summary>Nodes that may be lent.</summary>
    public int Left { get; set; }

    /// <summary>Who is lent next, where the manager is to lie.</summary>
    public Func<NodeOffer>? Offer { get; set; }

    /// <summary>Ends when an answer may go out.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    /// <summary>Whether it answers which nodes it lends.</summary>
    public PlatformOutcome UsageOutcome { get; set; } = PlatformOutcome.Ok;

    public int Asked { get; private set; }

    /// <summary>What it lends now, by id.</summary>
    public IReadOnlyList<string> Lending
    {
        get
        {
            lock (_lock)
            {
                return [.. _lending.Keys.Select(id => id.Value)];
            }
        }
    }

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
            var offer = Offer?.Invoke() ?? OfferOf($"n{++_lent}");
            _lending[offer.Id] = offer;
            return new ReserveNodeResult(PlatformOutcome.Ok, offer);
        }
    }

    public ValueTask<NodeCallResult> ReleaseNodeAsync(
        string requestId, NodeId node, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _released.Add(node.Value);
            _lending.Remove(node);
            return new(new NodeCallResult(PlatformOutcome.Ok));
        }
    }

    public ValueTask<NodesUsageResult> GetNodesUsageAsync(string requestId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(new NodesUsageResult(
                UsageOutcome, UsageOutcome == PlatformOutcome.Ok ? [.. _lending.Values] : []));
        }
    }

    /// <summary>A node is lent, and nobody heard the answer.</summary>
    public void LendUnheard(string name)
    {
        lock (_lock)
        {
            _lending[new NodeId(name)] = OfferOf(name);
        }
    }

    /// <summary>It has forgotten what it lends.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _lending.Clear();
        }
    }

    public static NodeOffer OfferOf(string name, double megabytes = 3_072) =>
        new(new NodeId(name), new NodeEndpoint(name, 10_500), megabytes);
}
