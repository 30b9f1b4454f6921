using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Platforms.Nodes;

/// <summary>
/// What a node said of itself (wire: <c>GetStatsReply</c>): of the whole machine, not only of what it offers.
/// </summary>
/// <param name="LiveId">Tells two uses of one machine apart; empty where the node does not say.</param>
/// <param name="Total">Memory and CPU of the machine.</param>
/// <param name="Used">What is used of it.</param>
/// <param name="Containers">What each container uses, in the order of their ids.</param>
public sealed record NodeStats(
    string LiveId, Resources Total, Resources Used, IReadOnlyList<ContainerStats> Containers)
{
    /// <summary>In whose name it was reserved; empty where the node does not say.</summary>
    public string Owner { get; init; } = "";
}
