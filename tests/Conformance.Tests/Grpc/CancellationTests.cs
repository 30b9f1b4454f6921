using Grpc.Core;
using Grpc.Net.Client;

namespace OrleansScaler.Conformance.Tests.Grpc;

public sealed class CancellationTests
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancel_MethodWaits_ReachesItsToken(bool withDeadline)
    {
        await using EchoServer server = await EchoServer.StartAsync(Waiting());
        using CancellationTokenSource source = new();

        using AsyncUnaryCall<EchoReply> call = server.Client.SayAsync(
            new EchoRequest(),
            deadline: withDeadline ? DateTime.UtcNow.AddMinutes(5) : null,
            cancellationToken: source.Token);
        await _entered.Task.WaitAsync(EchoServer.Patience);
        await source.CancelAsync();
        RpcException thrown = await Assert.ThrowsAsync<RpcException>(async () => await call);

        Assert.Equal(StatusCode.Cancelled, thrown.StatusCode);
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
        await _cancelled.Task.WaitAsync(EchoServer.Patience);
    }

    [Fact]
    public async Task Dispose_CallNotEnded_CancelsIt()
    {
        await using EchoServer server = await EchoServer.StartAsync(Waiting());

        AsyncUnaryCall<EchoReply> call = server.Client.SayAsync(new EchoRequest());
        await _entered.Task.WaitAsync(EchoServer.Patience);
        call.Dispose();
        RpcException thrown = await Assert.ThrowsAsync<RpcException>(async () => await call.ResponseAsync);

        Assert.Equal(StatusCode.Cancelled, thrown.StatusCode);
        await _cancelled.Task.WaitAsync(EchoServer.Patience);
    }

    [Fact]
    public async Task Cancel_BeforeTheCall_NothingIsSent()
    {
        await using EchoServer server = await EchoServer.StartAsync(Waiting());

        RpcException thrown = await Assert.ThrowsAsync<RpcException>(async () => await server.Client
            .SayAsync(new EchoRequest(), cancellationToken: new CancellationToken(canceled: true)));

        Assert.Equal(StatusCode.Cancelled, thrown.StatusCode);
        Assert.False(_entered.Task.IsCompleted);
    }

    [Fact]
    public async Task Cancel_ChannelAsksForOperationCanceled_ThrowsThat()
    {
        await using EchoServer server = await EchoServer.StartAsync(Waiting());
        using GrpcChannel channel = GrpcChannel.ForAddress(
            server.Address, new GrpcChannelOptions { ThrowOperationCanceledOnCancellation = true });
        using CancellationTokenSource source = new();

        Task<EchoReply> call = new Echo.EchoClient(channel)
            .SayAsync(new EchoRequest(), cancellationToken: source.Token).ResponseAsync;
        await _entered.Task.WaitAsync(EchoServer.Patience);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Cancel_AfterTheEnd_ChangesNothing()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using CancellationTokenSource source = new();

        using AsyncUnaryCall<EchoReply> call = server.Client.SayAsync(
            new EchoRequest { Text = "done" }, cancellationToken: source.Token);
        EchoReply reply = await call;
        await source.CancelAsync();

        Assert.Equal("done", reply.Text);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    private EchoScript Waiting() => new()
    {
        Say = async (_, context) =>
        {
            CancellationToken token = context.CancellationToken;
            _entered.TrySetResult();
            await using CancellationTokenRegistration registration = token.Register(() => _cancelled.TrySetResult());
            await _cancelled.Task;
            token.ThrowIfCancellationRequested();
            return new EchoReply();
        },
    };
}
