using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Simulation.Cells;

/// <summary>
/// What is told to a scheduler of the 2020 protocol. It acts through the <see cref="ICell"/> that it was made with,
/// from inside these calls only. What happens at one instant comes in this order: ends of calls, answers of nodes and
/// of the resource manager, calls, <see cref="Woken"/>, <see cref="Abandoned"/>; within each in the order asked for.
/// </summary>
public interface ICellScheduler
{
    /// <summary>The scheduler's name, as a scorecard shows it.</summary>
    string Name { get; }

    /// <summary>
    /// A call arrives (wire: AcquireContainer). It waits until <see cref="ICell.Grant"/> or <see cref="ICell.Refuse"/>,
    /// or until its caller leaves.
    /// </summary>
    /// <param name="call">The call.</param>
    void Acquire(in CellCall call);

    /// <summary>The caller of a waiting call left: its deadline has come. The call has failed.</summary>
    /// <param name="call">The call.</param>
    void Abandoned(in CellCall call);

    /// <summary>A granted call ended (wire: ReturnContainer).</summary>
    /// <param name="run">How.</param>
    void Returned(in CellReturn run);

    /// <summary>The resource manager answered.</summary>
    /// <param name="order">The scheduler's name for the order.</param>
    /// <param name="result">
    /// The node, or <see cref="Platforms.PlatformOutcome.Throttled"/> when none is ready (wire: RESOURCE_EXHAUSTED).
    /// </param>
    void NodeReserved(long order, ReserveNodeResult result);

    /// <summary>A node was given back.</summary>
    /// <param name="node">The node.</param>
    /// <param name="result"><see cref="Platforms.PlatformOutcome.NotFound"/>: it was not reserved.</param>
    void NodeReleased(NodeId node, NodeCallResult result);

    /// <summary>A create ended.</summary>
    /// <param name="tag">The scheduler's name for the create.</param>
    /// <param name="result">
    /// The container, or <see cref="Platforms.PlatformOutcome.NotFound"/> when the node is not or no longer reserved.
    /// </param>
    void Created(long tag, CreateContainerResult result);

    /// <summary>A removal ended.</summary>
    /// <param name="container">The node's id of the container.</param>
    /// <param name="result"><see cref="Platforms.PlatformOutcome.NotFound"/>: there was no such container.</param>
    void Removed(string container, NodeCallResult result);

    /// <summary>The time that <see cref="ICell.WakeAt"/> asked for has come.</summary>
    void Woken();
}
