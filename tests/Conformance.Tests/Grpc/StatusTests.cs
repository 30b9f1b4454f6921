using Grpc.Core;

namespace OrleansScaler.Conformance.Tests.Grpc;

public sealed class StatusTests
{
    [Theory]
    [InlineData(StatusCode.InvalidArgument, "plain")]
    [InlineData(StatusCode.NotFound, "")]
    [InlineData(StatusCode.ResourceExhausted, "100 % of 'ä – 漢字'\r\nused %41")]
    public async Task Call_MethodThrowsRpcException_CodeAndDetailArrive(StatusCode code, string detail)
    {
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = (_, _) => throw new RpcException(new Status(code, detail)),
        });

        RpcException thrown = await Assert.ThrowsAsync<RpcException>(
            async () => await server.Client.SayAsync(new EchoRequest()));

        Assert.Equal(code, thrown.StatusCode);
        Assert.Equal(detail, thrown.Status.Detail);
    }

    [Fact]
    public async Task Call_MethodThrowsRpcExceptionLater_CallKnowsItsStatus()
    {
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = async (_, _) =>
            {
                await Task.Yield();
                throw new RpcException(new Status(StatusCode.Aborted, "later"));
            },
        });

        using AsyncUnaryCall<EchoReply> call = server.Client.SayAsync(new EchoRequest());
        await Assert.ThrowsAsync<RpcException>(async () => await call);

        Assert.Equal(StatusCode.Aborted, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Call_MethodThrowsAnotherException_UnknownWithoutItsText()
    {
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = (_, _) => throw new InvalidOperationException("secret"),
        });

        RpcException thrown = await Assert.ThrowsAsync<RpcException>(
            async () => await server.Client.SayAsync(new EchoRequest()));

        Assert.Equal(StatusCode.Unknown, thrown.StatusCode);
        Assert.Equal("Exception was thrown by handler.", thrown.Status.Detail);
    }

    [Fact]
    public async Task Call_MethodThrowsAndDetailsAreEnabled_TextIsTold()
    {
        await using EchoServer server = await EchoServer.StartAsync(
            new EchoScript { Say = (_, _) => throw new InvalidOperationException("cause") },
            options: options => options.EnableDetailedErrors = true);

        RpcException thrown = await Assert.ThrowsAsync<RpcException>(
            async () => await server.Client.SayAsync(new EchoRequest()));

        Assert.Equal(StatusCode.Unknown, thrown.StatusCode);
        Assert.Contains("InvalidOperationException: cause", thrown.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_MethodReturnsNull_Cancelled()
    {
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = (_, _) => Task.FromResult<EchoReply>(null!),
        });

        RpcException thrown = await Assert.ThrowsAsync<RpcException>(
            async () => await server.Client.SayAsync(new EchoRequest()));

        Assert.Equal(StatusCode.Cancelled, thrown.StatusCode);
    }

    [Fact]
    public async Task Call_MethodSetsStatusAndReturns_CallerSeesTheStatus()
    {
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = (_, context) =>
            {
                context.Status = new Status(StatusCode.OutOfRange, "set");
                return Task.FromResult(new EchoReply());
            },
        });

        RpcException thrown = await Assert.ThrowsAsync<RpcException>(
            async () => await server.Client.SayAsync(new EchoRequest()));

        Assert.Equal(StatusCode.OutOfRange, thrown.StatusCode);
        Assert.Equal("set", thrown.Status.Detail);
    }

    [Fact]
    public async Task Call_MethodNotOverridden_Unimplemented()
    {
        await using EchoServer server = await EchoServer.StartAsync<EmptyService>();

        RpcException thrown = await Assert.ThrowsAsync<RpcException>(
            async () => await server.Client.SayAsync(new EchoRequest()));

        Assert.Equal(StatusCode.Unimplemented, thrown.StatusCode);
    }

    private sealed class EmptyService : Echo.EchoBase;
}
