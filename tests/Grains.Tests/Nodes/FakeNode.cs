using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>A node that does what it is told at once, unless a test says otherwise.</summary>
internal sealed class FakeNode(NodeEndpoint endpoint) : INodeService
{
    private readonly Lock _lock = new();
    private readonly SortedSet<string> _containers = new(StringComparer.Ordinal);
    private readonly List<string> _removed = [];
    private int _made;

    public NodeEndpoint Endpoint => endpoint;

    /// <summary>How its creates end; by default at once and well.</summary>
    public Func<ContainerOrder, Task<CreateContainerResult>>? Create { get; set; }

    /// <summary>How its removes end; by default at once and well.</summary>
    public Func<string, Task<NodeCallResult>>? Remove { get; set; }

    /// <summary>What it says of itself; by default the truth.</summary>
    public Func<NodeStatsResult>? Stats { get; set; }

    public string LiveId { get; set; } = "first";

    public IReadOnlyList<string> Containers
    {
        get
        {
            lock (_lock)
            {
                return [.. _containers];
            }
        }
    }

    public IReadOnlyList<string> Removed
    {
        get
        {
            lock (_lock)
            {
                return [.. _removed];
            }
        }
    }

    public ValueTask<NodeCallResult> ReserveAsync(
        string requestId, string account, CancellationToken cancellationToken) =>
        new(new NodeCallResult(PlatformOutcome.Ok));

    public async ValueTask<CreateContainerResult> CreateContainerAsync(
        ContainerOrder order, CancellationToken cancellationToken)
    {
        var result = Create is { } own
            ? await own(order)
            : new CreateContainerResult(PlatformOutcome.Ok, $"{endpoint.Address}-c{Interlocked.Increment(ref _made)}");
        if (result.ContainerId is { } container)
        {
            Put(container);
        }

        return result;
    }

    public async ValueTask<NodeCallResult> RemoveContainerAsync(
        string requestId, string containerId, CancellationToken cancellationToken)
    {
        var result = Remove is { } own ? await own(containerId) : new NodeCallResult(PlatformOutcome.Ok);
        lock (_lock)
        {
            if (result.Outcome == PlatformOutcome.Ok)
            {
                _removed.Add(containerId);
                result = _containers.Remove(containerId) ? result : new NodeCallResult(PlatformOutcome.NotFound);
            }
        }

        return result;
    }

    public ValueTask<NodeStatsResult> GetStatsAsync(string requestId, CancellationToken cancellationToken)
    {
        if (Stats is { } own)
        {
            return new(own());
        }

        var containers = Containers.Select(id => new ContainerStats(id, 128, new Resources(10, 10))).ToArray();
        var stats = new NodeStats(LiveId, new Resources(4_096, 2_000), new Resources(200, 20), containers);
        return new(new NodeStatsResult(PlatformOutcome.Ok, stats));
    }

    /// <summary>A container is there that nobody asked for, or whose create got no answer.</summary>
    public void Put(string container)
    {
        lock (_lock)
        {
            _containers.Add(container);
        }
    }

    /// <summary>A container is gone that nobody removed.</summary>
    public void Kill(string container)
    {
        lock (_lock)
        {
            _containers.Remove(container);
        }
    }
}
