using OrleansScaler.Contracts.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Learning;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>What runs tell of a function reaches its pool and its platform.</summary>
public sealed class FunctionGrainLearningTests
{
    /// <summary>Runs after which two may share.</summary>
    private const int Enough = 20;

    private static readonly RunReport s_light = new() { Duration = TimeSpan.FromMilliseconds(10), MemoryMegabytes = 5 };

    [Fact]
    public async Task Assign_RunsWereMeasuredToBeSafe_SharesTheInstance()
    {
        await using var cluster = await StartAsync();
        var function = cluster.Function();
        await RunAsync(function, Enough - 1);
        Assert.Equal(1, (await function.StatusAsync()).Concurrency);

        await RunAsync(function, 1);
        var first = await function.AssignSharedAsync("a");
        var second = await function.AssignSharedAsync("b");

        Assert.Equal(first.InstanceId, second.InstanceId);
        Assert.Equal((AssignOutcome.Granted, Reason.RoomInBusySlot), (second.Outcome, second.Reason));
        var status = await function.StatusAsync();
        Assert.Equal((2, FunctionClass.Light), (status.Concurrency, status.Use?.Class));
        Assert.Equal(10, status.Use?.MemoryMegabytes); // two runs of 5 MB, until two were measured
        Assert.Contains(
            new Decision
            {
                At = cluster.Clock.GetUtcNow(),
                Action = "Concurrency",
                Reason = Reason.MeasuredSafe,
                Concurrency = 2,
            },
            status.Decisions);
    }

    [Fact]
    public async Task Assign_CallerForbidsSharing_LearnsNothing()
    {
        await using var cluster = await StartAsync();
        var function = cluster.Function();
        for (var run = 0; run < 2 * Enough; run++)
        {
            var reply = await function.AssignToTheEndAsync($"r{run}");
            await function.IdleAsync($"r{run}", reply.InstanceId, s_light);
        }

        var status = await function.StatusAsync();

        Assert.Equal(1, status.Concurrency);
        Assert.Null(status.Use);
    }

    [Fact]
    public async Task Idle_KilledForMemory_NobodySharesAnyMore()
    {
        await using var cluster = await StartAsync();
        var function = cluster.Function();
        await RunAsync(function, Enough);
        var first = await function.AssignSharedAsync("a");
        await function.AssignSharedAsync("b");

        var killed = new RunReport { MemoryMegabytes = 128, End = RunEnd.OutOfMemory };
        await function.IdleAsync("a", first.InstanceId, killed);
        await function.IdleAsync("b", first.InstanceId, killed);

        var status = await function.StatusAsync();
        Assert.Equal((1, FunctionClass.MemoryHeavy), (status.Concurrency, status.Use?.Class));
        Assert.Equal(Reason.OutOfMemory, status.Use?.Reason);
    }

    [Fact]
    public async Task Idle_ToldTwice_CountsOnce()
    {
        await using var cluster = await StartAsync();
        var function = cluster.Function();
        for (var run = 0; run < Enough - 1; run++)
        {
            var reply = await AssignAsync(function, $"r{run}");
            await function.IdleAsync($"r{run}", reply.InstanceId, s_light);
            await function.IdleAsync($"r{run}", reply.InstanceId, s_light);
        }

        Assert.Equal(1, (await function.StatusAsync()).Concurrency);
    }

    /// <summary>
    /// The mistake is that lowering a container's memory also lowers its CPU. What is measured only changes the charge.
    /// </summary>
    [Fact]
    public async Task LoweringAContainersMemoryAlsoLowersItsCpu_IsNotDone()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var assign = function.AssignSharedAsync("r0");
        var create = await cluster.Platform.Creates.NextAsync();

        // Nothing is known: all of the memory, and half of the 83 millicores that follow it.
        Assert.Equal(FunctionCalls.Megabytes, create.MemoryMegabytes);
        Assert.Equal(128, create.Measured?.Usual.MemoryMegabytes);
        Assert.Equal(1_000.0 / 24, create.Measured!.Value.Usual.CpuMillicores, 9);

        create.Answer(new CreateSlotResult(PlatformOutcome.Ok, "p1"));
        (await cluster.Platform.Inits.NextAsync()).Answer(new InitResult(PlatformOutcome.Ok));
        await function.IdleAsync("r0", (await assign).InstanceId, s_light);
        await RunAsync(function, Enough);
        await function.AssignSharedAsync("a");
        await function.AssignSharedAsync("b");
        var third = function.AssignSharedAsync("c");
        create = await cluster.Platform.Creates.NextAsync();

        Assert.Equal(FunctionCalls.Megabytes, create.MemoryMegabytes);
        Assert.Equal(10, create.Measured?.Usual.MemoryMegabytes);
        cluster.Platform.SucceedAlways();
        await third;
    }

    [Fact]
    public async Task Sampled_SlotsOfTheFunction_TellItsUse()
    {
        await using var cluster = await StartAsync();
        var function = cluster.Function();
        var reply = await AssignAsync(function, "r");

        for (var look = 0; look < 10; look++)
        {
            cluster.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await function.Grain.Sampled(
            [
                new SlotSample(reply.InstanceId!, 20, 40), new SlotSample("somebody else's", 100, 1_000),
            ]).AsTask();
        }

        var use = (await function.StatusAsync()).Use!;
        Assert.Equal(20, use.MemoryMegabytes);
        Assert.Equal(40, use.CpuMillicores!.Value, 9);
    }

    [Fact]
    public async Task Sampled_FunctionThatNobodyCalled_IsIgnored()
    {
        await using var cluster = await StartAsync();

        await cluster.Function("quiet").Grain.Sampled([new SlotSample("s", 1, 1)]).AsTask();

        Assert.Null((await cluster.Function("quiet").StatusAsync()).Use);
    }

    [Fact]
    public async Task Assign_OtherMemory_IsLearnedAnew()
    {
        await using var cluster = await StartAsync();
        var function = cluster.Function();
        await RunAsync(function, Enough);

        await function.AssignSharedAsync("a", timeoutSeconds: 30);
        Assert.Equal(2, (await function.StatusAsync()).Concurrency);

        await function.AssignSharedAsync("b", megabytes: 256);
        var status = await function.StatusAsync();
        Assert.Equal((1, FunctionClass.Unknown), (status.Concurrency, status.Use?.Class));
    }

    [Fact]
    public async Task Assign_SharingIsForbiddenFromNowOn_NobodyShares()
    {
        await using var cluster = await StartAsync();
        var function = cluster.Function();
        await RunAsync(function, Enough);

        await function.AssignAsync("a");

        var status = await function.StatusAsync();
        Assert.Equal(1, status.Concurrency);
        Assert.Null(status.Use);
    }

    private static async Task<FunctionCluster> StartAsync()
    {
        var cluster = await new FunctionCluster().StartAsync();
        cluster.Platform.SucceedAlways();
        return cluster;
    }

    private static async Task RunAsync(FunctionCalls function, int runs)
    {
        for (var run = 0; run < runs; run++)
        {
            var id = Guid.NewGuid().ToString();
            var reply = await AssignAsync(function, id);
            await function.IdleAsync(id, reply.InstanceId, s_light);
        }
    }

    /// <summary>Asks until it is served; the first time a slot has to be made.</summary>
    private static async Task<AssignReply> AssignAsync(FunctionCalls function, string id)
    {
        var reply = await function.AssignSharedAsync(id);
        while (reply.Outcome == AssignOutcome.Waiting)
        {
            reply = await function.AssignSharedAsync(id);
        }

        Assert.Equal(AssignOutcome.Granted, reply.Outcome);
        return reply;
    }
}
