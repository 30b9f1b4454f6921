using OrleansScaler.Grains.Nodes;
using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Policies;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>What nodes tell of slots is what those are charged with, though nobody asks for another one.</summary>
public sealed class MeasuredChargeTests
{
    [Fact]
    public async Task Look_SlotUsesLessThanDeclared_ChargesWhatItUses()
    {
        var unstarted = new NodeCluster
        {
            Options = new NodePlatformOptions
            {
                Policy = LearnedUsePolicy.Percentile95,
                Stats = { Interval = TimeSpan.FromMilliseconds(100) },
            },
        }.With("n1");
        await using var cluster = await unstarted.StartAsync();
        var granted = await cluster.Function().AssignSharedAsync("r1");
        var container = granted.Location!.ContainerId;
        cluster.Nodes["n1"].Stats = () => new NodeStatsResult(
            PlatformOutcome.Ok,
            new NodeStats(
                "first",
                new Resources(4_096, 2_000),
                new Resources(10, 5),
                [new ContainerStats(container, 128, new Resources(10, 5))]));

        await cluster.PassesUntilAsync(
            async () => (await cluster.Shard().GetStatus()).Used.MemoryMegabytes < 128);

        Assert.Equal(10, (await cluster.Shard().GetStatus()).Used.MemoryMegabytes);
    }
}
