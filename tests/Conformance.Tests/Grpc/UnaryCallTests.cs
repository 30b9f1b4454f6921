using Grpc.Core;

namespace OrleansScaler.Conformance.Tests.Grpc;

public sealed class UnaryCallTests
{
    [Fact]
    public async Task Call_MethodReplies_ReplyArrivesWithStatusOk()
    {
        await using EchoServer server = await EchoServer.StartAsync();

        using AsyncUnaryCall<EchoReply> call = server.Client.SayAsync(new EchoRequest { Text = "grüße", Number = 7 });
        EchoReply reply = await call;

        Assert.Equal("grüße", reply.Text);
        Assert.Equal(7, reply.Number);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Call_EmptyMessages_ReplyArrives()
    {
        await using EchoServer server = await EchoServer.StartAsync();

        EchoReply reply = await server.Client.SayAsync(new EchoRequest());

        Assert.Equal(new EchoReply(), reply);
    }

    [Fact]
    public async Task BlockingCall_MethodReplies_ReplyArrives()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        Echo.EchoClient client = server.Client;

        EchoReply reply = await Task.Run(() => client.Say(new EchoRequest { Text = "hi" }));

        Assert.Equal("hi", reply.Text);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5_000)]
    [InlineData(300_000)]
    [InlineData(3_000_000)]
    public async Task Call_MessageOfManyBytes_ReplyIsTheSame(int length)
    {
        await using EchoServer server = await EchoServer.StartAsync();
        string text = new('x', length);

        EchoReply reply = await server.Client.SayAsync(new EchoRequest { Text = text });

        Assert.Equal(text, reply.Text);
    }

    [Fact]
    public async Task Call_ThousandAtOnce_EachGetsItsOwnReply()
    {
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int arrived = 0;
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = async (request, _) =>
            {
                // Kestrel admits 100 streams a connection; a second connection is opened beyond.
                if (Interlocked.Increment(ref arrived) == 1_000)
                {
                    all.SetResult();
                }

                await all.Task;
                return new EchoReply { Number = request.Number };
            },
        });
        Echo.EchoClient client = server.Client;

        Task<EchoReply>[] calls = [.. Enumerable.Range(0, 1_000).Select(
            number => client.SayAsync(new EchoRequest { Number = number }).ResponseAsync)];
        EchoReply[] replies = await Task.WhenAll(calls).WaitAsync(EchoServer.Patience);

        Assert.Equal(Enumerable.Range(0, 1_000), replies.Select(reply => reply.Number));
    }

    [Fact]
    public async Task GetStatus_CallNotEnded_Throws()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = async (_, _) =>
            {
                await release.Task;
                return new EchoReply();
            },
        });

        using AsyncUnaryCall<EchoReply> call = server.Client.SayAsync(new EchoRequest());

        Assert.Throws<InvalidOperationException>(() => call.GetStatus());
        Assert.Throws<InvalidOperationException>(() => call.GetTrailers());
        release.SetResult();
        await call;
    }

    [Fact]
    public async Task GetHttpContext_OfACall_IsItsRequest()
    {
        string? path = null;
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = (_, context) =>
            {
                path = context.GetHttpContext().Request.Path;
                return Task.FromResult(new EchoReply());
            },
        });

        await server.Client.SayAsync(new EchoRequest());

        Assert.Equal("/conformance.echo.Echo/Say", path);
    }

    [Fact]
    public async Task Context_OfACall_NamesMethodHostAndPeer()
    {
        string? method = null, host = null, peer = null;
        DateTime deadline = default;
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = (_, context) =>
            {
                (method, host, peer, deadline) = (context.Method, context.Host, context.Peer, context.Deadline);
                return Task.FromResult(new EchoReply());
            },
        });

        await server.Client.SayAsync(new EchoRequest());

        Assert.Equal("/conformance.echo.Echo/Say", method);
        Assert.Equal(server.Address.Authority, host);
        Assert.StartsWith("ipv4:127.0.0.1:", peer, StringComparison.Ordinal);
        Assert.Equal(DateTime.MaxValue, deadline);
    }
}
