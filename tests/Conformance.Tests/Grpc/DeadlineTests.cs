using System.Diagnostics;

using Grpc.Core;

namespace OrleansScaler.Conformance.Tests.Grpc;

public sealed class DeadlineTests
{
    [Fact]
    public async Task Deadline_MethodIgnoresItsToken_ServerAnswersAtTheDeadline()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EchoServer server = await EchoServer.StartAsync(Held(release));
        using RawCaller caller = new(server.Address);
        long started = Stopwatch.GetTimestamp();

        RawAnswer answer = await caller.PostAsync(
            RawCaller.Frame(new EchoRequest()), headers: ("grpc-timeout", "100m"));

        // The caller by hand has no clock of its own: only the server can have ended this call.
        Assert.Equal("4", answer.Status);
        Assert.Empty(answer.Body);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 95, 10_000);
        release.SetResult();
    }

    [Fact]
    public async Task Deadline_MethodReturnsLate_ConnectionServesOn()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource returned = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = async (request, context) =>
            {
                if (request.Text == "hold")
                {
                    await release.Task;
                    context.ResponseTrailers.Add("late", "1");
                    returned.SetResult();
                }

                return new EchoReply { Text = "late" };
            },
        });
        using RawCaller caller = new(server.Address);
        byte[] held = RawCaller.Frame(new EchoRequest { Text = "hold" });

        RawAnswer first = await caller.PostAsync(held, headers: ("grpc-timeout", "50m"));
        release.SetResult();
        await returned.Task.WaitAsync(EchoServer.Patience);
        RawAnswer second = await caller.PostAsync(RawCaller.Frame(new EchoRequest()));

        Assert.Equal("4", first.Status);
        Assert.Equal("0", second.Status);
        Assert.Equal(1, caller.Connections);
    }

    [Fact]
    public async Task Deadline_Passed_CancelsTheMethodsToken()
    {
        TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = async (_, context) =>
            {
                await using CancellationTokenRegistration registration =
                    context.CancellationToken.Register(cancelled.SetResult);
                await cancelled.Task;
                return new EchoReply();
            },
        });
        using RawCaller caller = new(server.Address);

        RawAnswer answer = await caller.PostAsync(
            RawCaller.Frame(new EchoRequest()), headers: ("grpc-timeout", "50m"));

        Assert.Equal("4", answer.Status);
        await cancelled.Task.WaitAsync(EchoServer.Patience);
    }

    [Fact]
    public async Task Deadline_OfTheClient_ReachesTheMethod()
    {
        DateTime seen = default;
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = (_, context) =>
            {
                seen = context.Deadline;
                return Task.FromResult(new EchoReply());
            },
        });
        DateTime deadline = DateTime.UtcNow.AddMinutes(5);

        await server.Client.SayAsync(new EchoRequest(), deadline: deadline);

        Assert.Equal(DateTimeKind.Utc, seen.Kind);
        Assert.InRange((seen - deadline).TotalSeconds, -2, 20);
    }

    [Fact]
    public async Task Deadline_MethodHangs_ClientThrowsDeadlineExceeded()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EchoServer server = await EchoServer.StartAsync(Held(release));

        RpcException thrown = await Assert.ThrowsAsync<RpcException>(async () => await server.Client
            .SayAsync(new EchoRequest(), deadline: DateTime.UtcNow.AddMilliseconds(100)));

        Assert.Equal(StatusCode.DeadlineExceeded, thrown.StatusCode);
        release.SetResult();
    }

    [Fact]
    public async Task Deadline_InThePast_ThrowsWithoutACall()
    {
        int calls = 0;
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = (_, _) =>
            {
                calls++;
                return Task.FromResult(new EchoReply());
            },
        });

        RpcException thrown = await Assert.ThrowsAsync<RpcException>(async () => await server.Client
            .SayAsync(new EchoRequest(), deadline: DateTime.UtcNow.AddSeconds(-1)));

        Assert.Equal(StatusCode.DeadlineExceeded, thrown.StatusCode);
        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task Deadline_WhileStreaming_EndsTheStream()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<Exception?> written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Count = async (_, stream, _) =>
            {
                await stream.WriteAsync(new EchoReply { Number = 1 });
                await release.Task;
                written.SetResult(await Record.ExceptionAsync(() => stream.WriteAsync(new EchoReply())));
            },
        });
        using RawCaller caller = new(server.Address);

        RawAnswer answer = await caller.PostAsync(
            RawCaller.Frame(new EchoRequest()), "/conformance.echo.Echo/Count", headers: ("grpc-timeout", "300m"));
        release.SetResult();

        Assert.Equal("4", answer.Status);
        Assert.NotEmpty(answer.Body);
        Assert.NotNull(await written.Task.WaitAsync(EchoServer.Patience));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("1")]
    [InlineData("-5m")]
    public async Task Deadline_Malformed_IsIgnored(string timeout)
    {
        DateTime seen = default;
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = (_, context) =>
            {
                seen = context.Deadline;
                return Task.FromResult(new EchoReply());
            },
        });
        using RawCaller caller = new(server.Address);

        RawAnswer answer = await caller.PostAsync(
            RawCaller.Frame(new EchoRequest()), headers: ("grpc-timeout", timeout));

        Assert.Equal("0", answer.Status);
        Assert.Equal(DateTime.MaxValue, seen);
    }

    [Fact]
    public async Task Deadline_RacingReplies_EveryCallEndsWithItsOwnReplyOrTheDeadline()
    {
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = async (request, _) =>
            {
                await Task.Delay(request.Number % 4);
                return new EchoReply { Number = request.Number };
            },
        });
        Echo.EchoClient client = server.Client;

        async Task<bool> CallAsync(int number)
        {
            try
            {
                EchoReply reply = await client.SayAsync(
                    new EchoRequest { Number = number }, deadline: DateTime.UtcNow.AddMilliseconds(1 + (number % 5)));
                return reply.Number == number;
            }
            catch (RpcException failure)
            {
                return failure.StatusCode == StatusCode.DeadlineExceeded;
            }
        }

        // More at once and a slow server counts the deadlines' resets as an attack.
        const int atOnce = 25;
        for (int round = 0; round < 80; round++)
        {
            bool[] ends = await Task.WhenAll(Enumerable.Range(round * atOnce, atOnce).Select(CallAsync))
                .WaitAsync(EchoServer.Patience);
            Assert.All(ends, Assert.True);
        }

        EchoReply last = await client.SayAsync(new EchoRequest { Number = 8 });
        Assert.Equal(8, last.Number);
    }

    private static EchoScript Held(TaskCompletionSource release) => new()
    {
        Say = async (_, _) =>
        {
            await release.Task;
            return new EchoReply { Text = "late" };
        },
    };
}
