using Grpc.Core;

namespace OrleansScaler.Conformance.Tests.Grpc;

public sealed class MetadataTests
{
    private static readonly byte[] _bytes = [0, 1, 2, 250, 255];

    [Fact]
    public async Task RequestHeaders_TextAndBytes_ReachTheMethod()
    {
        Metadata? seen = null;
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = (_, context) =>
            {
                seen = context.RequestHeaders;
                return Task.FromResult(new EchoReply());
            },
        });

        await server.Client.SayAsync(
            new EchoRequest(),
            new Metadata { { "Trace-Id", "abc" }, { "key-bin", _bytes } },
            DateTime.UtcNow.AddMinutes(5));

        Assert.NotNull(seen);
        Assert.Equal("abc", seen.GetValue("trace-id"));
        Assert.Equal(_bytes, seen.GetValueBytes("key-bin"));
    }

    [Fact]
    public async Task RequestHeaders_OfTheTransport_AreHidden()
    {
        Metadata? seen = null;
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = (_, context) =>
            {
                seen = context.RequestHeaders;
                return Task.FromResult(new EchoReply());
            },
        });

        await server.Client.SayAsync(new EchoRequest(), deadline: DateTime.UtcNow.AddMinutes(5));

        Assert.NotNull(seen);
        Assert.DoesNotContain(seen, entry => entry.Key is "te" or "content-type" or "grpc-timeout" or "host");
        Assert.DoesNotContain(seen, entry => entry.Key.StartsWith(':'));
    }

    [Fact]
    public async Task ResponseHeadersAndTrailers_OfAnOkCall_ReachTheCaller()
    {
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = async (_, context) =>
            {
                await context.WriteResponseHeadersAsync(new Metadata { { "first", "1" }, { "first-bin", _bytes } });
                context.ResponseTrailers.Add("last", "2");
                context.ResponseTrailers.Add("last-bin", _bytes);
                return new EchoReply();
            },
        });

        using AsyncUnaryCall<EchoReply> call = server.Client.SayAsync(new EchoRequest());
        Metadata headers = await call.ResponseHeadersAsync;
        await call;
        Metadata trailers = call.GetTrailers();

        Assert.Equal("1", headers.GetValue("first"));
        Assert.Equal(_bytes, headers.GetValueBytes("first-bin"));
        Assert.Equal("2", trailers.GetValue("last"));
        Assert.Equal(_bytes, trailers.GetValueBytes("last-bin"));
    }

    [Fact]
    public async Task Trailers_OfAnRpcException_ReachTheCaller()
    {
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = (_, _) => throw new RpcException(
                new Status(StatusCode.FailedPrecondition, "no"), new Metadata { { "retry-after-ms", "250" } }),
        });

        RpcException thrown = await Assert.ThrowsAsync<RpcException>(
            async () => await server.Client.SayAsync(new EchoRequest()));

        Assert.Equal("250", thrown.Trailers.GetValue("retry-after-ms"));
    }

    [Fact]
    public void Entry_KeyOfAnotherKindThanItsValue_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("key-bin", "text"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("key", _bytes));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("a key", "text"));
    }

    [Fact]
    public void Empty_Added_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("key", "value"));

    [Fact]
    public void Get_RepeatedKey_LastWinsAndAllAreKept()
    {
        Metadata metadata = new() { { "KEY", "1" }, { "key", "2" } };

        Assert.Equal("2", metadata.GetValue("Key"));
        Assert.Equal(["1", "2"], metadata.GetAll("key").Select(entry => entry.Value));
    }
}
