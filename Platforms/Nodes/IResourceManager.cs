using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Platforms.Nodes;

/// <summary>
/// Lends nodes (wire: <c>ResourceManager</c> of the 2020 protocol). As <see cref="IPlatform"/>, it never throws for
/// what the other side can do wrong; only the cancellation of the caller's own token surfaces.
/// </summary>
public interface IResourceManager
{
    /// <summary>Borrows a node.</summary>
    /// <param name="requestId">Names this reservation.</param>
    /// <param name="account">Whose node it is to be; may be empty.</param>
    /// <param name="cancellationToken">Gives up waiting; a node may be lent all the same.</param>
    /// <returns>
    /// The node; or <see cref="PlatformOutcome.Throttled"/> when none is left now (wire: <c>RESOURCE_EXHAUSTED</c>),
    /// which is said at once and not tried again here.
    /// </returns>
    ValueTask<ReserveNodeResult> ReserveNodeAsync(
        string requestId, string account, CancellationToken cancellationToken);

    /// <summary>Gives a node back. <see cref="PlatformOutcome.NotFound"/> means that it is not lent.</summary>
    /// <param name="requestId">Names this call.</param>
    /// <param name="node">The node.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    ValueTask<NodeCallResult> ReleaseNodeAsync(string requestId, NodeId node, CancellationToken cancellationToken);

    /// <summary>The nodes that are lent to us, as after a restart.</summary>
    /// <param name="requestId">Names this call.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    ValueTask<NodesUsageResult> GetNodesUsageAsync(string requestId, CancellationToken cancellationToken);
}
