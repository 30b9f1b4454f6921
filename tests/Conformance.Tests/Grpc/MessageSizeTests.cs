using Grpc.Core;
using Grpc.Net.Client;

namespace OrleansScaler.Conformance.Tests.Grpc;

public sealed class MessageSizeTests
{
    private static readonly EchoRequest _large = new() { Text = new string('x', 2_000) };

    [Fact]
    public async Task Request_LargerThanTheServerReceives_ResourceExhausted()
    {
        await using EchoServer server = await EchoServer.StartAsync(
            options: options => options.MaxReceiveMessageSize = 1_000);

        RpcException thrown = await Assert.ThrowsAsync<RpcException>(
            async () => await server.Client.SayAsync(_large));
        EchoReply next = await server.Client.SayAsync(new EchoRequest { Text = "small" });

        Assert.Equal(StatusCode.ResourceExhausted, thrown.StatusCode);
        Assert.Equal("small", next.Text);
    }

    [Fact]
    public async Task Request_LargerThanTheDefaultOf4Megabytes_ResourceExhausted()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        string text = new('x', (4 * 1024 * 1024) + 1);

        RpcException thrown = await Assert.ThrowsAsync<RpcException>(
            async () => await server.Client.SayAsync(new EchoRequest { Text = text }));

        Assert.Equal(StatusCode.ResourceExhausted, thrown.StatusCode);
    }

    [Fact]
    public async Task Reply_LargerThanTheServerSends_ResourceExhausted()
    {
        await using EchoServer server = await EchoServer.StartAsync(
            options: options => options.MaxSendMessageSize = 1_000);

        RpcException thrown = await Assert.ThrowsAsync<RpcException>(
            async () => await server.Client.SayAsync(_large));

        Assert.Equal(StatusCode.ResourceExhausted, thrown.StatusCode);
    }

    [Fact]
    public async Task Reply_LargerThanTheClientReceives_ResourceExhausted()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using GrpcChannel channel = GrpcChannel.ForAddress(
            server.Address, new GrpcChannelOptions { MaxReceiveMessageSize = 1_000 });

        RpcException thrown = await Assert.ThrowsAsync<RpcException>(
            async () => await new Echo.EchoClient(channel).SayAsync(_large));

        Assert.Equal(StatusCode.ResourceExhausted, thrown.StatusCode);
    }

    [Fact]
    public async Task Request_LargerThanTheClientSends_ResourceExhausted()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using GrpcChannel channel = GrpcChannel.ForAddress(
            server.Address, new GrpcChannelOptions { MaxSendMessageSize = 1_000 });

        RpcException thrown = await Assert.ThrowsAsync<RpcException>(
            async () => await new Echo.EchoClient(channel).SayAsync(_large));

        Assert.Equal(StatusCode.ResourceExhausted, thrown.StatusCode);
        Assert.StartsWith("Sending message exceeds", thrown.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_LiftedOnBothSides_TenMegabytesPass()
    {
        await using EchoServer server = await EchoServer.StartAsync(
            options: options => options.MaxReceiveMessageSize = null);
        using GrpcChannel channel = GrpcChannel.ForAddress(
            server.Address, new GrpcChannelOptions { MaxReceiveMessageSize = null });
        string text = new('x', 10 * 1024 * 1024);

        EchoReply reply = await new Echo.EchoClient(channel).SayAsync(new EchoRequest { Text = text });

        Assert.Equal(text.Length, reply.Text.Length);
    }
}
