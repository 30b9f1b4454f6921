using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;

namespace OrleansScaler.Simulation.SimulatedNodes;

/// <summary>A simulated machine's service. What a call does goes on when its caller gives up.</summary>
public sealed class SimulatedNodeService : INodeService
{
    private readonly SimulatedNode _node;
    private readonly SimulatedNodeOptions _options;
    private readonly TimeProvider _time;

    internal SimulatedNodeService(SimulatedNode node, SimulatedNodeOptions options, TimeProvider time) =>
        (_node, _options, _time) = (node, options, time);

    /// <inheritdoc/>
    public ValueTask<NodeCallResult> ReserveAsync(
        string requestId, string account, CancellationToken cancellationToken) =>
        new(new NodeCallResult(PlatformOutcome.Ok));

    /// <inheritdoc/>
    public async ValueTask<CreateContainerResult> CreateContainerAsync(
        ContainerOrder order, CancellationToken cancellationToken)
    {
        var container = await CreateAsync(order).WaitAsync(cancellationToken).ConfigureAwait(false);
        return new CreateContainerResult(PlatformOutcome.Ok, container);
    }

    /// <inheritdoc/>
    public async ValueTask<NodeCallResult> RemoveContainerAsync(
        string requestId, string containerId, CancellationToken cancellationToken)
    {
        var wasThere = _node.Remove(containerId);
        await DelayAsync(_options.RemoveLatency).WaitAsync(cancellationToken).ConfigureAwait(false);
        return wasThere
            ? new NodeCallResult(PlatformOutcome.Ok)
            : new NodeCallResult(PlatformOutcome.NotFound, $"there is no container {containerId}");
    }

    /// <inheritdoc/>
    public ValueTask<NodeStatsResult> GetStatsAsync(string requestId, CancellationToken cancellationToken) =>
        new(new NodeStatsResult(PlatformOutcome.Ok, _node.Read()));

    private async Task<string> CreateAsync(ContainerOrder order)
    {
        await DelayAsync(_node.BeginCreate()).ConfigureAwait(false);
        return _node.EndCreate(order.RequestId, order.Function.MemoryMegabytes);
    }

    private Task DelayAsync(TimeSpan delay) =>
        delay > TimeSpan.Zero ? Task.Delay(delay, _time) : Task.CompletedTask;
}
