using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.Cells;

/// <summary>
/// The outside of a scheduler of the 2020 protocol, in virtual time: callers, resource manager and nodes. Every action
/// returns at once; its answer comes later as a call of <see cref="ICellScheduler"/>, never from inside the action.
/// </summary>
public interface ICell
{
    /// <summary>The time.</summary>
    DateTimeOffset Now { get; }

    /// <summary>
    /// Answers a waiting call: it runs in this container from now on. A container that does not exist, is unusable or
    /// belongs to another function is a violation: it is counted and the call has failed. So is a call that does not
    /// wait; that has no other effect.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="container">The node's id of the container.</param>
    void Grant(RequestId call, string container);

    /// <summary>Answers a waiting call with an error: it has failed.</summary>
    /// <param name="call">The call.</param>
    /// <param name="refusal">What the caller is told.</param>
    void Refuse(RequestId call, CellRefusal refusal);

    /// <summary>Asks the resource manager for a node; see <see cref="ICellScheduler.NodeReserved"/>.</summary>
    /// <param name="order">The scheduler's name for the order.</param>
    void ReserveNode(long order);

    /// <summary>
    /// Gives a node back: its containers are gone at once and their calls have failed. See
    /// <see cref="ICellScheduler.NodeReleased"/>.
    /// </summary>
    /// <param name="node">The node.</param>
    void ReleaseNode(NodeId node);

    /// <summary>Asks a node for a container; see <see cref="ICellScheduler.Created"/>.</summary>
    /// <param name="node">The node.</param>
    /// <param name="function">
    /// The function that it runs. Its memory is the container's limit, which may be another than the function's own;
    /// CPU follows it.
    /// </param>
    /// <param name="tag">The scheduler's name for the create.</param>
    void CreateContainer(NodeId node, FunctionSpec function, long tag);

    /// <summary>
    /// Takes a container away. It is unusable at once, and calls in it have failed; its memory is free when
    /// <see cref="ICellScheduler.Removed"/> says so.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="container">The node's id of the container.</param>
    void RemoveContainer(NodeId node, string container);

    /// <summary>
    /// What a node and its containers use: memory now, CPU as the mean since the last time that this was asked of the
    /// node, in thousandths of a core. Null when the node is not reserved.
    /// </summary>
    /// <param name="node">The node.</param>
    NodeStats? GetStats(NodeId node);

    /// <summary>
    /// Asks for <see cref="ICellScheduler.Woken"/>. Only the earliest time asked for counts; it is forgotten when it
    /// has come, so a scheduler asks again while it is woken.
    /// </summary>
    /// <param name="time">When; a time that has passed is now.</param>
    void WakeAt(DateTimeOffset time);
}
