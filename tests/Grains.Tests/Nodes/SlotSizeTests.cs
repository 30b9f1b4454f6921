using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Nodes;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>What slots take of nodes, sidecars included, as callers meet it.</summary>
public sealed class SlotSizeTests
{
    [Fact]
    public async Task Assign_LargerThanAnyNode_IsRefusedAtOnceNamingBothSizes()
    {
        await using var cluster = await new NodeCluster().With("n1").StartAsync();

        var reply = await cluster.Function().AssignAsync("r1", megabytes: 8_192);

        Assert.Equal(AssignOutcome.Rejected, reply.Outcome);
        Assert.Contains("8192 MB", reply.Detail, StringComparison.Ordinal);
        Assert.Contains("3072 MB", reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assign_FunctionWithSidecar_TakesRoomForBoth()
    {
        var unstarted = new NodeCluster().With("n1");
        unstarted.Options.Sidecars.Add(new SidecarOptions { MemoryMegabytes = 64, CpuMillicores = 50 });
        await using var cluster = await unstarted.StartAsync();

        Assert.Equal(AssignOutcome.Granted, (await cluster.Function().AssignAsync("r1")).Outcome);

        var status = await cluster.StatusAsync(status => status.Slots == 1);
        Assert.Equal(128 + 64, status.Used.MemoryMegabytes);
    }

    [Theory]
    [InlineData(SidecarOptions.Before)]
    [InlineData(SidecarOptions.Beside)]
    public async Task Assign_SidecarThatStartsSlowly_IsNotReadyBeforeIt(string starts)
    {
        var unstarted = new NodeCluster().With("n1");
        unstarted.Options.Sidecars.Add(new SidecarOptions { StartDelay = TimeSpan.FromSeconds(2), Starts = starts });
        await using var cluster = await unstarted.StartAsync();
        var begun = cluster.Clock.GetUtcNow();

        var granting = cluster.Function().AssignToTheEndAsync("r1");
        await cluster.PassesUntilAsync(() => Task.FromResult(granting.IsCompleted));

        Assert.Equal(AssignOutcome.Granted, (await granting).Outcome);
        Assert.True(cluster.Clock.GetUtcNow() - begun >= TimeSpan.FromSeconds(2));
    }
}
