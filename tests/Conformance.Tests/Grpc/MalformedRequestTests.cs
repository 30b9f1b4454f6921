namespace OrleansScaler.Conformance.Tests.Grpc;

public sealed class MalformedRequestTests
{
    private static readonly byte[] _good = RawCaller.Frame(new EchoRequest { Text = "hi" });

    [Theory]
    [InlineData("/conformance.echo.Echo/Shout")]
    [InlineData("/conformance.echo.Nobody/Say")]
    public async Task Request_OfAnUnknownMethod_Status12(string path)
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using RawCaller caller = new(server.Address);

        RawAnswer answer = await caller.PostAsync(_good, path);

        Assert.Equal(200, answer.HttpStatus);
        Assert.Equal("12", answer.Status);
    }

    [Theory]
    [InlineData("/conformance.echo.Echo/Shout")]
    [InlineData("/conformance.echo.Nobody/Say")]
    public async Task Request_OfAnUnknownMethodThatIsNoGrpc_NotFound(string path)
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using RawCaller caller = new(server.Address);

        RawAnswer answer = await caller.PostAsync(_good, path, "text/plain");

        Assert.Equal(404, answer.HttpStatus);
        Assert.Null(answer.Status);
    }

    [Fact]
    public async Task Request_OfAnUnknownServiceThatIsIgnored_NotFound()
    {
        await using EchoServer server = await EchoServer.StartAsync(
            options: options => options.IgnoreUnknownServices = true);
        using RawCaller caller = new(server.Address);

        RawAnswer answer = await caller.PostAsync(_good, "/conformance.echo.Nobody/Say");

        Assert.Equal(404, answer.HttpStatus);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/grpcx")]
    [InlineData(null)]
    public async Task Request_OfAnotherContentType_415AndStatus13(string? contentType)
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using RawCaller caller = new(server.Address);

        RawAnswer answer = await caller.PostAsync(_good, contentType: contentType);

        Assert.Equal(415, answer.HttpStatus);
        Assert.Equal("13", answer.Status);
    }

    [Fact]
    public async Task Request_OfContentTypeWithFormat_IsServed()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using RawCaller caller = new(server.Address);

        RawAnswer answer = await caller.PostAsync(_good, contentType: "application/grpc+proto");

        Assert.Equal("0", answer.Status);
    }

    [Fact]
    public async Task Request_GarbageInAMessage_Status2()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using RawCaller caller = new(server.Address);

        RawAnswer answer = await caller.PostAsync(RawCaller.Frame([0x0a, 0xff, 0xff, 0xff]));

        Assert.Equal(200, answer.HttpStatus);
        Assert.Equal("2", answer.Status);
    }

    [Fact]
    public async Task Request_Empty_Status13()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using RawCaller caller = new(server.Address);

        RawAnswer answer = await caller.PostAsync([]);

        Assert.Equal("13", answer.Status);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Request_CutOff_Status13(int length)
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using RawCaller caller = new(server.Address);

        RawAnswer answer = await caller.PostAsync(_good[..length]);

        Assert.Equal("13", answer.Status);
    }

    [Fact]
    public async Task Request_OfTwoMessages_Status13()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using RawCaller caller = new(server.Address);

        RawAnswer answer = await caller.PostAsync([.. _good, .. _good]);

        Assert.Equal("13", answer.Status);
    }

    [Fact]
    public async Task Request_CompressedWithoutEncoding_Status13()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using RawCaller caller = new(server.Address);

        RawAnswer answer = await caller.PostAsync(RawCaller.Frame([1, 2, 3], flag: 1));

        Assert.Equal("13", answer.Status);
    }

    [Fact]
    public async Task Request_CompressedInAnUnknownWay_Status12()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using RawCaller caller = new(server.Address);

        RawAnswer answer = await caller.PostAsync(
            RawCaller.Frame([1, 2, 3], flag: 1), headers: ("grpc-encoding", "snail"));

        Assert.Equal("12", answer.Status);
    }

    [Fact]
    public async Task Connection_AfterEveryKindOfBadRequest_ServesOn()
    {
        await using EchoServer server = await EchoServer.StartAsync(
            options: options => options.MaxReceiveMessageSize = 1_000);
        using RawCaller caller = new(server.Address);

        await caller.PostAsync(RawCaller.Frame([0x0a, 0xff, 0xff, 0xff]));
        await caller.PostAsync([0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
        await caller.PostAsync([]);
        await caller.PostAsync(_good, "/conformance.echo.Echo/Shout");
        await caller.PostAsync(_good, contentType: "application/json");
        await caller.PostAsync(RawCaller.Frame(new byte[2_000]));
        RawAnswer answer = await caller.PostAsync(_good);

        Assert.Equal("0", answer.Status);
        Assert.Equal(_good, answer.Body);
        Assert.Equal(1, caller.Connections);
    }
}
