using Google.Protobuf;
using Grpc.Core;
using OrleansScaler.Protos.MiniFaas2020.NodeService;
using OrleansScaler.Protos.MiniFaas2020.ResourceManager;
using OrleansScaler.Testing.Polling;
using static OrleansScaler.Simulation.Tests.Cells.Live.TestWorkload;

namespace OrleansScaler.Simulation.Tests.Cells.Live;

public sealed class LiveNodeServiceTests
{
    [Fact]
    public async Task CreateContainer_Alone_TakesHalfASecond()
    {
        await using var cell = await TestCell.StartAsync();
        var node = cell.NodeAt(await cell.ReserveAsync());

        var create = node.CreateContainerAsync(TestCell.Order(A, 256)).ResponseAsync;
        await cell.UnderWayAsync(TimeSpan.FromMilliseconds(500));
        cell.Time.Advance(TimeSpan.FromMilliseconds(499));
        var stats = await node.GetStatsAsync(new GetStatsRequest());
        cell.Time.Advance(TimeSpan.FromMilliseconds(1));
        var created = await create.EndsAsync();

        Assert.Empty(stats.ContainerStatsList);
        Assert.Equal("node-01/1/0001", created.ContainerId);
    }

    [Theory]
    [InlineData("", 256, "function_name is empty")]
    [InlineData(A, 0, "memory_in_bytes is 0; it must be from 1 to the machine's 4294967296")]
    [InlineData(A, 5_000, "memory_in_bytes is 5242880000")]
    public async Task CreateContainer_WrongOrder_IsRefused(string function, double megabytes, string problem)
    {
        await using var cell = await TestCell.StartAsync();
        var node = cell.NodeAt(await cell.ReserveAsync());

        var refused = await RefusalOf(node.CreateContainerAsync(TestCell.Order(function, megabytes)).ResponseAsync);

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Contains(problem, refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryCall_NodeReleased_IsNotFound()
    {
        await using var cell = await TestCell.StartAsync();
        var lent = await cell.ReserveAsync();
        var node = cell.NodeAt(lent);
        await cell.Manager.ReleaseNodeAsync(new ReleaseNodeRequest { Id = lent.Id });

        Task[] calls =
        [
            node.ReserveAsync(new ReserveRequest()).ResponseAsync,
            node.CreateContainerAsync(TestCell.Order(A, 256)).ResponseAsync,
            node.RemoveContainerAsync(new RemoveContainerRequest { ContainerId = "x" }).ResponseAsync,
            node.GetStatsAsync(new GetStatsRequest()).ResponseAsync,
        ];

        foreach (var call in calls)
        {
            Assert.Equal(StatusCode.NotFound, (await RefusalOf(call)).StatusCode);
        }
    }

    [Fact]
    public async Task InvokeFunction_GoodCall_StreamsHeaderBodyAndFooter()
    {
        await using var cell = await TestCell.StartAsync();
        var node = cell.NodeAt(await cell.ReserveAsync());
        var container = await cell.CreateAsync(node, A);

        var replies = await cell.InvokeAsync(node, container, call: 0, TimeSpan.FromMilliseconds(200));

        // The call adds 4 MB to the 1 MB of an empty container.
        Assert.Equal(3, replies.Count);
        Assert.Equal(("200", 5L << 20), (replies[0].Header.StatusCode, replies[0].Header.MaxMemUsageInBytes));
        Assert.False(replies[1].Body.IsEmpty);
        Assert.Equal((200_000_000, ""), (replies[2].Footer.DurationInNanos, replies[2].Footer.Error));
    }

    [Fact]
    public async Task InvokeFunction_TooMuchMemory_FailsTheCallAndTheContainer()
    {
        await using var cell = await TestCell.StartAsync();
        var node = cell.NodeAt(await cell.ReserveAsync());
        var container = await cell.CreateAsync(node, A, megabytes: 3);

        var replies = await cell.InvokeAsync(node, container, call: 0, TimeSpan.Zero);
        var after = await Assert.ThrowsAsync<RpcException>(
            () => cell.InvokeAsync(node, container, call: 0, TimeSpan.Zero));

        Assert.Equal(("500", "OutOfMemory"), (replies[0].Header.StatusCode, replies[^1].Footer.Error));
        Assert.Equal(StatusCode.NotFound, after.StatusCode);
    }

    [Fact]
    public async Task InvokeFunction_TooLong_FailsTheCall()
    {
        await using var cell = await TestCell.StartAsync();
        var node = cell.NodeAt(await cell.ReserveAsync());
        var container = await cell.CreateAsync(node, A, timeoutMs: 100);

        var replies = await cell.InvokeAsync(node, container, call: 0, TimeSpan.FromMilliseconds(100));

        Assert.Equal(
            ("TimedOut", 100_000_000), (replies[^1].Footer.Error, replies[^1].Footer.DurationInNanos));
    }

    [Theory]
    [InlineData("none", "0", StatusCode.NotFound)]
    [InlineData(null, "1", StatusCode.NotFound)]
    [InlineData(null, "4", StatusCode.InvalidArgument)]
    [InlineData(null, "", StatusCode.InvalidArgument)]
    public async Task InvokeFunction_UnknownContainerOtherFunctionOrNoEvent_IsRefused(
        string? container, string payload, StatusCode status)
    {
        await using var cell = await TestCell.StartAsync();
        var node = cell.NodeAt(await cell.ReserveAsync());
        var made = await cell.CreateAsync(node, A);

        using var run = node.InvokeFunction(new InvokeFunctionRequest
        {
            ContainerId = container ?? made, Event = ByteString.CopyFromUtf8(payload),
        });
        var refused = await RefusalOf(run.ResponseStream.MoveNext(default));

        Assert.Equal(status, refused.StatusCode);
    }

    [Fact]
    public async Task RemoveContainer_There_FreesItsMemoryAndForgetsIt()
    {
        await using var cell = await TestCell.StartAsync();
        var node = cell.NodeAt(await cell.ReserveAsync());
        var container = await cell.CreateAsync(node, A);
        var remove = new RemoveContainerRequest { ContainerId = container };

        await cell.AnswerAsync(node.RemoveContainerAsync(remove), TimeSpan.FromMilliseconds(5));
        var stats = await node.GetStatsAsync(new GetStatsRequest());
        var again = await RefusalOf(node.RemoveContainerAsync(remove).ResponseAsync);

        Assert.Equal((0, 0L), (stats.ContainerStatsList.Count, stats.NodeStats.MemoryUsageInBytes));
        Assert.Equal(StatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task GetStats_OneContainerAtWork_TellsOfTheWholeMachine()
    {
        await using var cell = await TestCell.StartAsync(TestWorkload.Of(
            Call(TimeSpan.Zero, 0, runMs: 0, cpuMs: 1_000, megabytes: 99)));
        var node = cell.NodeAt(await cell.ReserveAsync());
        var container = await cell.CreateAsync(node, A, megabytes: 768);
        await node.ReserveAsync(new ReserveRequest { OwnerAccountId = "me" });
        await node.GetStatsAsync(new GetStatsRequest());

        // A quota of half a core for 768 MB: a call of 1 s of CPU takes 2 s.
        using var run = node.InvokeFunction(new InvokeFunctionRequest
        {
            ContainerId = container, Event = ByteString.CopyFromUtf8("0"),
        });
        await cell.UnderWayAsync(TimeSpan.FromSeconds(2));
        cell.Time.Advance(TimeSpan.FromSeconds(1));
        var stats = await node.GetStatsAsync(new GetStatsRequest());

        Assert.Equal(("node-01/1", "me"), (stats.LiveId, stats.OwnerAccountId));
        Assert.Equal(
            (4_096L << 20, 100L << 20, 3_996L << 20),
            (stats.NodeStats.TotalMemoryInBytes, stats.NodeStats.MemoryUsageInBytes,
                stats.NodeStats.AvailableMemoryInBytes));
        Assert.Equal(50, stats.NodeStats.CpuUsagePct, 3);
        var one = Assert.Single(stats.ContainerStatsList);
        Assert.Equal((container, 768L << 20, 100L << 20),
            (one.ContainerId, one.TotalMemoryInBytes, one.MemoryUsageInBytes));
        Assert.Equal(50, one.CpuUsagePct, 3);
    }

    private static Task<RpcException> RefusalOf(Task call) => Assert.ThrowsAsync<RpcException>(() => call.EndsAsync());
}
