using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Scheduling.Tests.Nodes.Index;

/// <summary>What the index finds is what asking every node would find.</summary>
public sealed class PlacementSearchTests
{
    private const int Nodes = 50;
    private const int Placements = 400;

    [Theory]
    [InlineData("first-fit")]
    [InlineData("best-fit")]
    [InlineData("worst-fit")]
    [InlineData("dot-product")]
    [InlineData("l2")]
    public void Place_RandomNodes_TakesTheBestOfAll(string policy)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var random = new Random(seed);
            var story = new LedgerStory(policy, new NodeLedgerOptions { CreatesPerNode = int.MaxValue });
            for (var i = 0; i < Nodes; i++)
            {
                story.With($"n{random.Next():00000000000}", 1_000 + random.Next(3_000), 500 + random.Next(1_500));
            }

            for (var i = 0; i < Placements; i++)
            {
                var need = new Resources(1 + random.Next(700), random.Next(300));
                var best = Best(story.Ledger, need, policy);
                var placed = story.Reserve(need.MemoryMegabytes, need.CpuMillicores).Reservation?.Node.Id;
                Assert.True(best == placed, $"{policy}, seed {seed}, placement {i}: {placed} instead of {best}");
            }
        }
    }

    /// <summary>By hand: shares are of the largest node, and equal scores go to the lowest id.</summary>
    private static NodeId? Best(NodeLedger ledger, Resources need, string policy)
    {
        var unit = ledger.Nodes.Aggregate(Resources.Zero, (most, node) => Resources.Max(most, node.Offered));
        return ledger.Nodes.Where(node => need.FitsIn(node.Free)).MinBy(node => Score(node))?.Id;

        double Score(Node node)
        {
            var (memory, cpu) = Share(node.Free, unit);
            var (memoryNeed, cpuNeed) = Share(need, unit);
            return Math.Round(policy switch
            {
                "first-fit" => 0,
                "best-fit" => Math.Max(memory - memoryNeed, cpu - cpuNeed),
                "worst-fit" => -Math.Max(memory - memoryNeed, cpu - cpuNeed),
                "dot-product" => -((memory * memoryNeed) + (cpu * cpuNeed)),
                _ => Math.Pow(memory - memoryNeed, 2) + Math.Pow(cpu - cpuNeed, 2),
            }, 12);
        }
    }

    private static Resources Share(Resources amount, Resources unit) =>
        new(amount.MemoryMegabytes / unit.MemoryMegabytes, amount.CpuMillicores / unit.CpuMillicores);
}
