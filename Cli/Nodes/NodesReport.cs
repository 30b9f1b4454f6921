using OrleansScaler.Protos.Admin;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Nodes;

/// <summary>The JSON of <c>nodes</c>. Memory in MB, CPU in thousandths of a core, times in wall time.</summary>
internal sealed record NodesReport
{
    /// <summary>The server that told it.</summary>
    public required string Admin { get; init; }

    public required int Slots { get; init; }

    public required int CreatesUnderWay { get; init; }

    public required int WaitingWishes { get; init; }

    public required int OrdersUnderWay { get; init; }

    public required int NodesLeaving { get; init; }

    /// <summary>By shard and id.</summary>
    public required IReadOnlyList<NodeRow> Nodes { get; init; }

    /// <summary>Newest first; null when they were not asked for.</summary>
    public IReadOnlyList<PlacementRow>? Placements { get; init; }

    /// <summary>One sentence for each shard that did not answer: what it knows is missing.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    public static NodesReport Of(
        HostPort admin, IReadOnlyList<ListNodesReply> replies, GetPlacementsReply? decided)
    {
        var shards = replies.Select(reply => reply.Summary).OfType<ShardSummary>().ToArray();
        var silent = replies.Select(reply => reply.Problem).Concat(decided?.Problems.Select(one => one.Problem) ?? []);
        return new NodesReport
        {
            Admin = admin.ToString(),
            Slots = shards.Sum(shard => shard.Slots),
            CreatesUnderWay = shards.Sum(shard => shard.CreatesUnderWay),
            WaitingWishes = shards.Sum(shard => shard.WaitingWishes),
            OrdersUnderWay = shards.Sum(shard => shard.OrdersUnderWay),
            NodesLeaving = shards.Sum(shard => shard.NodesLeaving),
            Nodes = [.. replies.SelectMany(reply => reply.Nodes.Select(node => NodeRow.Of(reply.Shard, node)))],
            Placements = decided is null ? null : [.. decided.Placements.Select(PlacementRow.Of)],
            Problems = [.. silent.Where(problem => problem.Length > 0).Distinct()],
        };
    }
}
