namespace OrleansScaler.Platforms.Nodes;

/// <summary>
/// One node's service (wire: <c>NodeService</c> of the 2020 protocol). As <see cref="IPlatform"/>, it never throws for
/// what the other side can do wrong; only the cancellation of the caller's own token surfaces.
/// </summary>
public interface INodeService
{
    /// <summary>Says whose the node is from now on.</summary>
    /// <param name="requestId">Names this call.</param>
    /// <param name="account">The owner; may be empty.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    ValueTask<NodeCallResult> ReserveAsync(string requestId, string account, CancellationToken cancellationToken);

    /// <summary>Makes a container with a function in it.</summary>
    /// <param name="order">What is wanted.</param>
    /// <param name="cancellationToken">Gives up waiting; the container may exist all the same.</param>
    ValueTask<CreateContainerResult> CreateContainerAsync(ContainerOrder order, CancellationToken cancellationToken);

    /// <summary>Takes a container away. <see cref="PlatformOutcome.NotFound"/> means that it is gone.</summary>
    /// <param name="requestId">Names this call.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    ValueTask<NodeCallResult> RemoveContainerAsync(
        string requestId, string containerId, CancellationToken cancellationToken);

    /// <summary>What the node and its containers use now.</summary>
    /// <param name="requestId">Names this call.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    ValueTask<NodeStatsResult> GetStatsAsync(string requestId, CancellationToken cancellationToken);
}
