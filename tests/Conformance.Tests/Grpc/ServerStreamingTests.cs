using Grpc.Core;

namespace OrleansScaler.Conformance.Tests.Grpc;

public sealed class ServerStreamingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000)]
    public async Task Stream_OfMessages_AllArriveInOrder(int count)
    {
        await using EchoServer server = await EchoServer.StartAsync();

        using AsyncServerStreamingCall<EchoReply> call = server.Client.Count(new EchoRequest { Number = count });
        List<int> numbers = [];
        await foreach (EchoReply reply in call.ResponseStream.ReadAllAsync())
        {
            numbers.Add(reply.Number);
        }

        Assert.Equal(Enumerable.Range(1, count), numbers);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Stream_MessageWritten_ArrivesBeforeTheMethodEnds()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Count = async (_, stream, _) =>
            {
                await stream.WriteAsync(new EchoReply { Number = 1 });
                await release.Task;
                await stream.WriteAsync(new EchoReply { Number = 2 });
            },
        });

        using AsyncServerStreamingCall<EchoReply> call = server.Client.Count(new EchoRequest());
        Assert.True(await call.ResponseStream.MoveNext().WaitAsync(EchoServer.Patience));
        Assert.Equal(1, call.ResponseStream.Current.Number);
        release.SetResult();
        Assert.True(await call.ResponseStream.MoveNext().WaitAsync(EchoServer.Patience));
        Assert.Equal(2, call.ResponseStream.Current.Number);
        Assert.False(await call.ResponseStream.MoveNext().WaitAsync(EchoServer.Patience));
    }

    [Fact]
    public async Task Stream_MethodThrowsAfterAMessage_MessageThenStatus()
    {
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Count = async (_, stream, context) =>
            {
                await stream.WriteAsync(new EchoReply { Number = 1 });
                context.ResponseTrailers.Add("why", "because");
                throw new RpcException(new Status(StatusCode.DataLoss, "lost"));
            },
        });

        using AsyncServerStreamingCall<EchoReply> call = server.Client.Count(new EchoRequest());
        Assert.True(await call.ResponseStream.MoveNext());
        RpcException thrown = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());

        Assert.Equal(StatusCode.DataLoss, thrown.StatusCode);
        Assert.Equal("lost", thrown.Status.Detail);
        Assert.Equal("because", thrown.Trailers.GetValue("why"));
    }

    [Fact]
    public async Task Stream_CancelledMidway_ReachesTheMethodsToken()
    {
        TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EchoServer server = await EchoServer.StartAsync(Endless(cancelled));
        using CancellationTokenSource source = new();

        using AsyncServerStreamingCall<EchoReply> call =
            server.Client.Count(new EchoRequest(), cancellationToken: source.Token);
        Assert.True(await call.ResponseStream.MoveNext());
        await source.CancelAsync();
        RpcException thrown = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext())
            {
            }
        });

        Assert.Equal(StatusCode.Cancelled, thrown.StatusCode);
        await cancelled.Task.WaitAsync(EchoServer.Patience);
    }

    [Fact]
    public async Task Stream_CallDisposedMidway_ReachesTheMethodsToken()
    {
        TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EchoServer server = await EchoServer.StartAsync(Endless(cancelled));

        AsyncServerStreamingCall<EchoReply> call = server.Client.Count(new EchoRequest());
        Assert.True(await call.ResponseStream.MoveNext());
        call.Dispose();

        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
        await cancelled.Task.WaitAsync(EchoServer.Patience);
    }

    [Fact]
    public async Task Write_WhilePreviousIsUnfinished_Throws()
    {
        TaskCompletionSource<Exception?> second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Count = async (_, stream, _) =>
            {
                // Nobody reads yet, so flow control holds a write back sooner or later.
                EchoReply large = new() { Text = new string('x', 1_000_000) };
                Task write = Task.CompletedTask;
                for (int count = 0; count < 100 && write.IsCompleted; count++)
                {
                    write = stream.WriteAsync(large);
                }

                second.SetResult(await Record.ExceptionAsync(() => stream.WriteAsync(large)));
                await write;
            },
        });

        using AsyncServerStreamingCall<EchoReply> call = server.Client.Count(new EchoRequest());
        Exception? thrown = await second.Task.WaitAsync(EchoServer.Patience);

        Assert.IsType<InvalidOperationException>(thrown);
    }

    private static EchoScript Endless(TaskCompletionSource cancelled) => new()
    {
        Count = async (_, stream, context) =>
        {
            await using CancellationTokenRegistration registration =
                context.CancellationToken.Register(() => cancelled.TrySetResult());
            Exception? thrown = null;
            while (thrown is null && !cancelled.Task.IsCompleted)
            {
                thrown = await Record.ExceptionAsync(() => stream.WriteAsync(new EchoReply()));
            }

            // A write may notice the caller's leaving before the token does.
            await cancelled.Task;
        },
    };
}
