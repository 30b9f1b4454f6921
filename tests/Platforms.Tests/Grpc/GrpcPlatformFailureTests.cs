using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using OrleansScaler.Platforms.Grpc;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Polling;
using GrpcStatus = Grpc.Core.Status;
using WireStatus = OrleansScaler.Protos.Simulator2023.Status;

namespace OrleansScaler.Platforms.Tests.Grpc;

/// <summary>Retries, deadlines, cancellation: a platform in trouble is an outcome, never an exception.</summary>
public sealed class GrpcPlatformFailureTests
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(200);

    [Theory]
    [InlineData(StatusCode.Unavailable, PlatformOutcome.Unavailable)]
    [InlineData(StatusCode.ResourceExhausted, PlatformOutcome.Throttled)]
    public async Task CreateSlot_GrpcStatusThatMayPass_IsRepeatedToTheBound(StatusCode code, PlatformOutcome outcome)
    {
        await using var server = new PlatformServer();
        server.Options.MaximumAttempts = 3;
        server.Wire.OnCreate = (_, _) => throw new RpcException(new GrpcStatus(code, "later"));
        var platform = await server.StartAsync();

        var result = await platform.CreateSlotAsync(new SlotOrder("s-1", 128), CancellationToken.None);

        Assert.Equal(outcome, result.Outcome);
        Assert.Contains("later", result.Message, StringComparison.Ordinal);
        Assert.Equal(3, server.Wire.Creates.Count);
    }

    [Theory]
    [InlineData(StatusCode.Internal, PlatformOutcome.Failed)]
    [InlineData(StatusCode.Unknown, PlatformOutcome.Failed)]
    [InlineData(StatusCode.Unimplemented, PlatformOutcome.Failed)]
    [InlineData(StatusCode.Cancelled, PlatformOutcome.TimedOut)]
    [InlineData(StatusCode.NotFound, PlatformOutcome.NotFound)]
    [InlineData(StatusCode.InvalidArgument, PlatformOutcome.Refused)]
    [InlineData(StatusCode.FailedPrecondition, PlatformOutcome.Refused)]
    public async Task CreateSlot_GrpcStatusThatStays_IsNotRepeated(StatusCode code, PlatformOutcome outcome)
    {
        await using var server = new PlatformServer();
        server.Wire.OnCreate = (_, _) => throw new RpcException(new GrpcStatus(code, "never"));
        var platform = await server.StartAsync();

        var result = await platform.CreateSlotAsync(new SlotOrder("s-1", 128), CancellationToken.None);

        Assert.Equal(outcome, result.Outcome);
        Assert.Single(server.Wire.Creates);
    }

    [Fact]
    public async Task CreateSlot_ThrottledOnce_SucceedsWithTheSameRequestId()
    {
        await using var server = new PlatformServer();
        server.Wire.OnCreate = (request, _) => Task.FromResult(server.Wire.Creates.Count == 1
            ? new CreateSlotReply { Status = WireStatus.Throttle }
            : new CreateSlotReply { Slot = new Slot { Id = "p1" } });
        var platform = await server.StartAsync();

        var result = await platform.CreateSlotAsync(new SlotOrder("s-1", 128), CancellationToken.None);

        Assert.Equal(PlatformOutcome.Ok, result.Outcome);
        Assert.Equal(["s-1", "s-1"], server.Wire.Creates.Select(request => request.RequestId));
    }

    [Fact]
    public async Task CreateSlot_ThrottledAgainAndAgain_PausesTwiceAsLongEachTime()
    {
        // The channel counts deadlines in real time, so the clock starts there and only the pauses go by it.
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var pause = TimeSpan.FromMilliseconds(50);
        await using var server = new PlatformServer();
        server.Options.RetryAfter = pause;
        server.Wire.OnCreate = (_, _) => Task.FromResult(new CreateSlotReply { Status = WireStatus.Throttle });
        var platform = await server.StartAsync(clock);

        var create = platform.CreateSlotAsync(new SlotOrder("s-1", 128), CancellationToken.None).AsTask();
        for (var expected = pause; server.Wire.Creates.Count < server.Options.MaximumAttempts; expected *= 2)
        {
            await Eventually.HoldsAsync(() => clock.ArmedTimers == 1);
            Assert.Equal(expected, clock.NextDueTime - clock.GetUtcNow());
            var before = server.Wire.Creates.Count;
            clock.Advance(expected);
            await Eventually.HoldsAsync(() => server.Wire.Creates.Count == before + 1);
        }

        Assert.Equal(PlatformOutcome.Throttled, (await create.EndsAsync()).Outcome);
        Assert.Equal(clock.Start + (pause * 7), clock.GetUtcNow());
    }

    [Fact]
    public async Task CreateSlot_NoAnswerInTime_TimesOutAndIsNotRepeated()
    {
        await using var server = new PlatformServer();
        server.Options.CreateTimeout = s_short;
        server.Wire.OnCreate = (_, context) => NeverAsync<CreateSlotReply>(context);
        var platform = await server.StartAsync();

        var result = await platform.CreateSlotAsync(new SlotOrder("s-1", 128), CancellationToken.None).EndsAsync();

        Assert.Equal(PlatformOutcome.TimedOut, result.Outcome);
        Assert.True(server.Wire.Creates.Count <= 1);
    }

    [Fact]
    public async Task CreateSlot_NoAnswerInTimeWhereRepeatingIsSafe_IsRepeated()
    {
        await using var server = new PlatformServer();
        server.Options.CreateTimeout = TimeSpan.FromSeconds(1);
        server.Options.RepeatedCreateIsSafe = true;
        server.Wire.OnCreate = (_, context) => server.Wire.Creates.Count == 1
            ? NeverAsync<CreateSlotReply>(context)
            : Task.FromResult(new CreateSlotReply { Slot = new Slot { Id = "p1" } });
        var platform = await server.StartAsync();

        var result = await platform.CreateSlotAsync(new SlotOrder("s-1", 128), CancellationToken.None).EndsAsync();

        Assert.Equal(PlatformOutcome.Ok, result.Outcome);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task CreateSlot_ConnectionBreaksBeforeTheAnswer_IsRepeatedOnlyWhereThatIsSafe(bool isSafe, int calls)
    {
        await using var server = new PlatformServer();
        server.Options.RepeatedCreateIsSafe = isSafe;
        server.Options.MaximumAttempts = 2;
        server.Wire.OnCreate = (_, context) => BreakAsync<CreateSlotReply>(context);
        var platform = await server.StartAsync();

        var result = await platform.CreateSlotAsync(new SlotOrder("s-1", 128), CancellationToken.None).EndsAsync();

        Assert.Equal(PlatformOutcome.TimedOut, result.Outcome);
        Assert.Equal(calls, server.Wire.Creates.Count);
    }

    [Fact]
    public async Task CreateSlot_ThrottledAfterALostAnswer_MayHaveMadeTheSlot()
    {
        await using var server = new PlatformServer();
        server.Options.RepeatedCreateIsSafe = true;
        server.Wire.OnCreate = (_, context) => server.Wire.Creates.Count == 1
            ? BreakAsync<CreateSlotReply>(context)
            : Task.FromResult(new CreateSlotReply { Status = WireStatus.Throttle });
        var platform = await server.StartAsync();

        var result = await platform.CreateSlotAsync(new SlotOrder("s-1", 128), CancellationToken.None).EndsAsync();

        Assert.Equal(PlatformOutcome.TimedOut, result.Outcome);
    }

    [Fact]
    public async Task DestroySlot_ConnectionBreaksBeforeTheAnswer_IsRepeated()
    {
        await using var server = new PlatformServer();
        server.Wire.OnDestroy = (_, context) => server.Wire.Destroys.Count == 1
            ? BreakAsync<DestroySlotReply>(context)
            : Task.FromResult(new DestroySlotReply());
        var platform = await server.StartAsync();

        var result = await platform.DestroySlotAsync("d-1", "p1", "", CancellationToken.None).EndsAsync();

        Assert.Equal(PlatformOutcome.Ok, result.Outcome);
    }

    [Fact]
    public async Task Init_NoAnswerInTime_TimesOutAndIsNotRepeated()
    {
        await using var server = new PlatformServer();
        server.Options.InitTimeout = s_short;
        server.Wire.OnInit = (_, context) => NeverAsync<InitReply>(context);
        var platform = await server.StartAsync();
        var function = new FunctionSpec { Key = new FunctionKey("f"), MemoryMegabytes = 128 };

        var result = await platform.InitAsync("q-1", "p1", "s-1", function, CancellationToken.None).EndsAsync();

        Assert.Equal(PlatformOutcome.TimedOut, result.Outcome);
        Assert.True(server.Wire.Inits.Count <= 1);
    }

    [Fact]
    public async Task DestroySlot_NoAnswerInTime_IsRepeatedToTheBound()
    {
        await using var server = new PlatformServer();
        server.Options.DestroyTimeout = s_short;
        server.Options.MaximumAttempts = 2;
        server.Wire.OnDestroy = (_, context) => NeverAsync<DestroySlotReply>(context);
        var platform = await server.StartAsync();

        var result = await platform.DestroySlotAsync("d-1", "p1", "", CancellationToken.None).EndsAsync();

        Assert.Equal(PlatformOutcome.TimedOut, result.Outcome);
        Assert.True(server.Wire.Destroys.Count <= 2);
    }

    [Fact]
    public async Task CreateSlot_Called_TellsThePlatformItsDeadline()
    {
        var deadline = DateTime.MaxValue;
        await using var server = new PlatformServer();
        server.Wire.OnCreate = (_, context) =>
        {
            deadline = context.Deadline;
            return Task.FromResult(new CreateSlotReply { Slot = new Slot { Id = "p1" } });
        };
        var platform = await server.StartAsync();
        var start = DateTime.UtcNow;

        await platform.CreateSlotAsync(new SlotOrder("s-1", 128), CancellationToken.None);

        Assert.InRange(deadline, start, DateTime.UtcNow + server.Options.CreateTimeout + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task CreateSlot_HandlerThrows_Fails()
    {
        await using var server = new PlatformServer();
        server.Wire.OnCreate = (_, _) => throw new InvalidOperationException("a platform's own bug");
        var platform = await server.StartAsync();

        var result = await platform.CreateSlotAsync(new SlotOrder("s-1", 128), CancellationToken.None);

        Assert.Equal(PlatformOutcome.Failed, result.Outcome);
    }

    [Fact]
    public async Task CreateSlot_NobodyListens_IsUnavailable()
    {
        // Bound and not listening: nobody else can take the port, and connecting to it is refused.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var result = await CreateAtAsync((IPEndPoint)taken.LocalEndPoint!);

        Assert.Equal(PlatformOutcome.Unavailable, result.Outcome);
        Assert.Null(result.PlatformSlotId);
    }

    [Fact]
    public async Task CreateSlot_EndpointHangsUp_IsAnOutcome()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stopped = new CancellationTokenSource();
        var hangingUp = HangUpAsync(listener, stopped.Token);

        var result = await CreateAtAsync((IPEndPoint)listener.LocalEndpoint);
        await stopped.CancelAsync();
        await hangingUp;

        Assert.True(result.Outcome is PlatformOutcome.Unavailable or PlatformOutcome.TimedOut, $"{result}");
    }

    [Fact]
    public async Task CreateSlot_CancelledDuringTheCall_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        await using var server = new PlatformServer();
        server.Wire.OnCreate = (_, context) => NeverAsync<CreateSlotReply>(context);
        var platform = await server.StartAsync();

        var create = platform.CreateSlotAsync(new SlotOrder("s-1", 128), cancelled.Token).AsTask();
        await Eventually.HoldsAsync(() => !server.Wire.Creates.IsEmpty);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => create.EndsAsync());
    }

    [Fact]
    public async Task CreateSlot_CancelledDuringAPause_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        await using var server = new PlatformServer();
        server.Options.RetryAfter = TimeSpan.FromMinutes(1);
        server.Wire.OnCreate = (_, _) => Task.FromResult(new CreateSlotReply { Status = WireStatus.Throttle });
        var platform = await server.StartAsync();

        var create = platform.CreateSlotAsync(new SlotOrder("s-1", 128), cancelled.Token).AsTask();
        await Eventually.HoldsAsync(() => !server.Wire.Creates.IsEmpty);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => create.EndsAsync());
        Assert.Single(server.Wire.Creates);
    }

    [Fact]
    public async Task CreateSlot_CancelledBefore_ThrowsWithoutACall()
    {
        await using var server = new PlatformServer();
        var platform = await server.StartAsync();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => platform.CreateSlotAsync(new SlotOrder("s-1", 128), cancelled).AsTask());

        Assert.Empty(server.Wire.Creates);
    }

    private static async Task<CreateSlotResult> CreateAtAsync(IPEndPoint endpoint)
    {
        var options = new PlatformOptions
        {
            Endpoint = $"http://{endpoint}",
            MaximumAttempts = 2,
            RetryAfter = TimeSpan.FromMilliseconds(1),
        };
        using var channel = new PlatformChannel(options);
        var platform = new GrpcPlatform(channel.Calls, options, TimeProvider.System);
        return await platform.CreateSlotAsync(new SlotOrder("s-1", 128), CancellationToken.None).EndsAsync();
    }

    private static async Task<T> NeverAsync<T>(ServerCallContext context)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        throw new InvalidOperationException("An endless delay ended.");
    }

    private static async Task<T> BreakAsync<T>(ServerCallContext context)
    {
        context.GetHttpContext().Abort();
        return await NeverAsync<T>(context);
    }

    private static async Task HangUpAsync(TcpListener listener, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                (await listener.AcceptTcpClientAsync(stop)).Dispose();
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
