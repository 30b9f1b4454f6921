using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Scheduling.Functions;
using WireStatus = OrleansScaler.Protos.Simulator2023.Status;

namespace OrleansScaler.Platforms.Tests.Grpc;

/// <summary>What goes over the wire, and what is made of the answers.</summary>
public sealed class GrpcPlatformTests
{
    private static readonly FunctionSpec s_function = new()
    {
        Key = new FunctionKey("nodes1"),
        Runtime = "go",
        MemoryMegabytes = 127.2,
        Timeout = TimeSpan.FromMilliseconds(1_500),
    };

    [Fact]
    public async Task CreateSlot_Ok_SendsWholeMegabytesAndReadsTheSlot()
    {
        await using var server = new PlatformServer();
        var platform = await server.StartAsync();

        var result = await platform.CreateSlotAsync(new SlotOrder("s-1", 127.2), CancellationToken.None);

        Assert.Equal(
            new CreateSlotResult(PlatformOutcome.Ok, "p1", TimeSpan.FromMilliseconds(120)), result);
        var sent = Assert.Single(server.Wire.Creates);
        Assert.Equal("s-1", sent.RequestId);
        Assert.Equal(128UL, sent.ResourceConfig.MemoryInMegabytes);
    }

    [Fact]
    public async Task Init_Ok_SendsTheFunctionWithEverythingRoundedUp()
    {
        await using var server = new PlatformServer();
        var platform = await server.StartAsync();

        var result = await platform.InitAsync("q-1", "p1", "s-1", s_function, CancellationToken.None);

        Assert.Equal(PlatformOutcome.Ok, result.Outcome);
        Assert.Equal(TimeSpan.FromMilliseconds(340), result.InitDuration);
        var expected = new InitRequest
        {
            RequestId = "q-1",
            SlotId = "p1",
            InstanceId = "s-1",
            MetaData = new Meta { Key = "nodes1", Runtime = "go", TimeoutInSecs = 2, MemoryInMb = 128 },
        };
        Assert.Equal(expected, Assert.Single(server.Wire.Inits));
    }

    [Fact]
    public async Task DestroySlot_Ok_SendsTheSlotAndTheReason()
    {
        await using var server = new PlatformServer();
        var platform = await server.StartAsync();

        var result = await platform.DestroySlotAsync("d-1", "p1", "KeepAliveOver", CancellationToken.None);

        Assert.Equal(PlatformOutcome.Ok, result.Outcome);
        var expected = new DestroySlotRequest { RequestId = "d-1", Id = "p1", Reason = "KeepAliveOver" };
        Assert.Equal(expected, Assert.Single(server.Wire.Destroys));
    }

    [Fact]
    public async Task CreateSlot_OkWithoutSlot_Fails()
    {
        await using var server = new PlatformServer();
        server.Wire.OnCreate = (_, _) => Task.FromResult(new CreateSlotReply());
        var platform = await server.StartAsync();

        var result = await platform.CreateSlotAsync(new SlotOrder("s-1", 128), CancellationToken.None);

        Assert.Equal(PlatformOutcome.Failed, result.Outcome);
        Assert.Null(result.PlatformSlotId);
    }

    [Fact]
    public async Task CreateSlot_SlotWithoutId_Fails()
    {
        await using var server = new PlatformServer();
        server.Wire.OnCreate = (_, _) => Task.FromResult(new CreateSlotReply { Slot = new Slot() });
        var platform = await server.StartAsync();

        var result = await platform.CreateSlotAsync(new SlotOrder("s-1", 128), CancellationToken.None);

        Assert.Equal(PlatformOutcome.Failed, result.Outcome);
        Assert.Null(result.PlatformSlotId);
    }

    [Fact]
    public async Task CreateSlot_SlotOfAnotherSize_FailsAndNamesTheSlot()
    {
        await using var server = new PlatformServer();
        server.Wire.OnCreate = (_, _) => Task.FromResult(new CreateSlotReply
        {
            Slot = new Slot { Id = "p1", ResourceConfig = new ResourceConfig { MemoryInMegabytes = 256 } },
        });
        var platform = await server.StartAsync();

        var result = await platform.CreateSlotAsync(new SlotOrder("s-1", 128), CancellationToken.None);

        Assert.Equal(PlatformOutcome.Failed, result.Outcome);
        Assert.Equal("p1", result.PlatformSlotId);
        Assert.Contains("256 MB", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateSlot_SlotOfUnsaidSize_IsTakenAsAsked()
    {
        await using var server = new PlatformServer();
        server.Wire.OnCreate = (_, _) => Task.FromResult(new CreateSlotReply { Slot = new Slot { Id = "p1" } });
        var platform = await server.StartAsync();

        var result = await platform.CreateSlotAsync(new SlotOrder("s-1", 128), CancellationToken.None);

        Assert.Equal(PlatformOutcome.Ok, result.Outcome);
    }

    [Theory]
    [InlineData(WireStatus.Throttle, PlatformOutcome.Throttled)]
    [InlineData(WireStatus.InternalError, PlatformOutcome.Failed)]
    [InlineData(WireStatus.NotFound, PlatformOutcome.NotFound)]
    [InlineData(WireStatus.InvalidArgument, PlatformOutcome.Refused)]
    [InlineData(WireStatus.InvalidAssigment, PlatformOutcome.Refused)]
    [InlineData((WireStatus)77, PlatformOutcome.Failed)]
    public async Task Init_ReplyWithAnError_BecomesItsOutcomeWithTheMessage(
        WireStatus status, PlatformOutcome outcome)
    {
        await using var server = new PlatformServer();
        server.Options.MaximumAttempts = 1;
        server.Wire.OnInit = (_, _) => Task.FromResult(new InitReply { Status = status, ErrorMessage = "boom" });
        var platform = await server.StartAsync();

        var result = await platform.InitAsync("q-1", "p1", "s-1", s_function, CancellationToken.None);

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal("boom", result.Message);
    }

    [Fact]
    public async Task DestroySlot_ErrorWithoutMessage_SaysTheStatus()
    {
        await using var server = new PlatformServer();
        server.Wire.OnDestroy = (_, _) =>
            Task.FromResult(new DestroySlotReply { Status = WireStatus.InternalError });
        var platform = await server.StartAsync();

        var result = await platform.DestroySlotAsync("d-1", "p1", "", CancellationToken.None);

        Assert.Equal(PlatformOutcome.Failed, result.Outcome);
        Assert.Equal("InternalError", result.Message);
    }

    [Fact]
    public async Task CreateSlot_MoreAtOnceThanStreamsOfAConnection_AllSucceed()
    {
        const int Calls = 300;
        var arrived = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new PlatformServer();
        server.Wire.OnCreate = async (request, _) =>
        {
            if (Interlocked.Increment(ref arrived) == Calls)
            {
                all.SetResult();
            }

            await all.Task;
            return new CreateSlotReply { Slot = new Slot { Id = request.RequestId } };
        };
        var platform = await server.StartAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, Calls).Select(number =>
            platform.CreateSlotAsync(new SlotOrder($"s-{number}", 128), CancellationToken.None).AsTask()));

        Assert.All(results, result => Assert.Equal(PlatformOutcome.Ok, result.Outcome));
    }
}
