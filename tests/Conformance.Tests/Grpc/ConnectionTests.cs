using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

using Grpc.Core;
using Grpc.Net.Client;

namespace OrleansScaler.Conformance.Tests.Grpc;

public sealed class ConnectionTests
{
    [Fact]
    public async Task Call_NobodyListens_Unavailable()
    {
        using GrpcChannel channel = GrpcChannel.ForAddress($"http://127.0.0.1:{FreePort()}");

        RpcException thrown = await Assert.ThrowsAsync<RpcException>(
            async () => await new Echo.EchoClient(channel).SayAsync(new EchoRequest()));

        Assert.Equal(StatusCode.Unavailable, thrown.StatusCode);
    }

    [Fact]
    public async Task StreamingCall_NobodyListens_Unavailable()
    {
        using GrpcChannel channel = GrpcChannel.ForAddress($"http://127.0.0.1:{FreePort()}");

        using AsyncServerStreamingCall<EchoReply> call = new Echo.EchoClient(channel).Count(new EchoRequest());
        RpcException thrown = await Assert.ThrowsAsync<RpcException>(
            () => call.ResponseStream.MoveNext(CancellationToken.None));

        Assert.Equal(StatusCode.Unavailable, thrown.StatusCode);
    }

    [Fact]
    public async Task Call_ServerStopsMeanwhile_FailsInsteadOfHanging()
    {
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = async (_, context) =>
            {
                using CancellationTokenRegistration registration =
                    context.CancellationToken.Register(release.SetResult);
                entered.SetResult();
                await release.Task;
                return new EchoReply();
            },
        });
        using GrpcChannel channel = GrpcChannel.ForAddress(server.Address);

        Task<EchoReply> call = new Echo.EchoClient(channel).SayAsync(new EchoRequest()).ResponseAsync;
        await entered.Task.WaitAsync(EchoServer.Patience);
        await server.DisposeAsync();

        await Assert.ThrowsAsync<RpcException>(() => call.WaitAsync(EchoServer.Patience));
    }

    [Fact]
    public async Task Channel_OwnHandlerWithDisposeHttpClient_IsUsedAndDisposed()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        WatchedHandler handler = new() { InnerHandler = new SocketsHttpHandler() };
        GrpcChannel channel = GrpcChannel.ForAddress(
            server.Address, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });

        EchoReply reply = await new Echo.EchoClient(channel).SayAsync(new EchoRequest { Text = "hi" });
        channel.Dispose();

        Assert.Equal("hi", reply.Text);
        Assert.Equal(1, handler.Requests);
        Assert.True(handler.Disposed);
    }

    [Fact]
    public async Task Channel_ServerThatComesLate_SaysThatThereWasNoConnectionUntilThereIs()
    {
        TimeSpan pause = TimeSpan.FromMilliseconds(50);
        using Socket held = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        held.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)held.LocalEndPoint!).Port;
        using GrpcChannel channel = GrpcChannel.ForAddress(
            $"http://127.0.0.1:{port}",
            new GrpcChannelOptions { InitialReconnectBackoff = pause, MaxReconnectBackoff = pause });
        Echo.EchoClient client = new(channel);

        for (int tries = 0; tries < 5; tries++)
        {
            RpcException refused = await Assert.ThrowsAsync<RpcException>(
                async () => await client.SayAsync(new EchoRequest()));
            Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
            Assert.True(
                refused.Status.DebugException is SocketException
                    or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError },
                $"{refused.Status.DebugException}");
            await Task.Delay(pause);
        }

        held.Dispose();
        await using EchoServer server = await EchoServer.StartAsync(port: port);
        EchoReply? reply = null;
        for (long there = Stopwatch.GetTimestamp(); reply is null;)
        {
            try
            {
                reply = await client.SayAsync(new EchoRequest { Text = "hi" });
            }
            catch (RpcException) when (Stopwatch.GetElapsedTime(there) < EchoServer.Patience)
            {
                await Task.Delay(pause);
            }
        }

        Assert.Equal("hi", reply.Text);
    }

    [Fact]
    public async Task Channel_Disposed_RefusesCalls()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        GrpcChannel channel = GrpcChannel.ForAddress(server.Address);
        Echo.EchoClient client = new(channel);

        channel.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client.SayAsync(new EchoRequest()));
    }

    [Fact]
    public async Task Channel_DisposedDuringACall_CancelsIt()
    {
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EchoServer server = await EchoServer.StartAsync(new EchoScript
        {
            Say = async (_, context) =>
            {
                await using CancellationTokenRegistration registration =
                    context.CancellationToken.Register(cancelled.SetResult);
                entered.SetResult();
                await cancelled.Task;
                return new EchoReply();
            },
        });
        GrpcChannel channel = GrpcChannel.ForAddress(server.Address);

        Task<EchoReply> call = new Echo.EchoClient(channel).SayAsync(new EchoRequest()).ResponseAsync;
        await entered.Task.WaitAsync(EchoServer.Patience);
        channel.Dispose();
        RpcException thrown = await Assert.ThrowsAsync<RpcException>(() => call.WaitAsync(EchoServer.Patience));

        Assert.Equal(StatusCode.Cancelled, thrown.StatusCode);
        await cancelled.Task.WaitAsync(EchoServer.Patience);
    }

    [Fact]
    public async Task Call_ServerIsNoGrpcServer_FailsWithItsHttpStatus()
    {
        await using EchoServer server = await EchoServer.StartAsync(
            options: options => options.IgnoreUnknownServices = true);
        using GrpcChannel channel = GrpcChannel.ForAddress(
            server.Address, new GrpcChannelOptions { HttpHandler = new Elsewhere(), DisposeHttpClient = true });

        RpcException thrown = await Assert.ThrowsAsync<RpcException>(
            async () => await new Echo.EchoClient(channel).SayAsync(new EchoRequest()));

        Assert.Equal(StatusCode.Unimplemented, thrown.StatusCode);
        Assert.Contains("404", thrown.Status.Detail, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class WatchedHandler : DelegatingHandler
    {
        public int Requests { get; private set; }

        public bool Disposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            return base.SendAsync(request, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            Disposed = true;
            base.Dispose(disposing);
        }
    }

    /// <summary>Sends every request to a service that the server does not have.</summary>
    private sealed class Elsewhere() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(request.RequestUri!, "/nothing/here");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
