using System.Net;
using Grpc.Core;
using OrleansScaler.Gateway.Tests.Hosting;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Gateway.Tests.Wire;

/// <summary>What is no request at all gets the right status, and the connection lives on.</summary>
public sealed class BadWireInputTests
{
    [Fact]
    public async Task Send_GarbageMessage_IsAnErrorAndTheConnectionLivesOn()
    {
        await using var host = await StartAsync();
        using var connection = new RawConnection(host.ScalerAddress);

        var answer = await connection.SendAsync(RawConnection.Frame([0xFF, 0xFF, 0xFF, 0xFF, 0xFF])).EndsAsync();

        Assert.Equal(HttpStatusCode.OK, answer.Http);
        Assert.Equal(Digits(StatusCode.Unknown), answer.Grpc);
        await AssertWorksAsync(connection);
    }

    [Fact]
    public async Task Send_LessThanTheLengthSays_IsAnErrorAndTheConnectionLivesOn()
    {
        await using var host = await StartAsync();
        using var connection = new RawConnection(host.ScalerAddress);

        var answer = await connection.SendAsync([0, 0, 0, 0, 9, 1, 2]).EndsAsync();

        Assert.Equal(Digits(StatusCode.Internal), answer.Grpc);
        await AssertWorksAsync(connection);
    }

    [Fact]
    public async Task Send_NoMessage_IsAnErrorAndTheConnectionLivesOn()
    {
        await using var host = await StartAsync();
        using var connection = new RawConnection(host.ScalerAddress);

        var answer = await connection.SendAsync(Array.Empty<byte>()).EndsAsync();

        Assert.Equal(Digits(StatusCode.Internal), answer.Grpc);
        await AssertWorksAsync(connection);
    }

    [Fact]
    public async Task Send_UnknownMethod_IsUnimplementedAndTheConnectionLivesOn()
    {
        await using var host = await StartAsync();
        using var connection = new RawConnection(host.ScalerAddress);

        var answer = await connection
            .SendAsync(Requests.Assign("r1"), "/serverless.simulator.Scaler/Nonsense").EndsAsync();

        Assert.Equal(HttpStatusCode.OK, answer.Http);
        Assert.Equal(Digits(StatusCode.Unimplemented), answer.Grpc);
        await AssertWorksAsync(connection);
    }

    [Fact]
    public async Task Send_UnknownService_IsUnimplementedAndTheConnectionLivesOn()
    {
        await using var host = await StartAsync();
        using var connection = new RawConnection(host.ScalerAddress);

        var answer = await connection.SendAsync(Requests.Assign("r1"), "/nobody.Nothing/Assign").EndsAsync();

        Assert.Equal(Digits(StatusCode.Unimplemented), answer.Grpc);
        await AssertWorksAsync(connection);
    }

    [Fact]
    public async Task Send_WrongContentType_IsUnsupportedMediaTypeAndTheConnectionLivesOn()
    {
        await using var host = await StartAsync();
        using var connection = new RawConnection(host.ScalerAddress);

        var answer = await connection.SendAsync(
            RawConnection.Frame([]), contentType: "application/json").EndsAsync();

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Http);
        await AssertWorksAsync(connection);
    }

    [Fact]
    public async Task Send_MessageOverTheLimit_IsResourceExhaustedAndTheConnectionLivesOn()
    {
        await using var host = await StartAsync();
        using var connection = new RawConnection(host.ScalerAddress);
        var request = Requests.Assign("r1");
        request.MetaData.Runtime = new string('r', host.Gateway.MaximumMessageBytes);

        var answer = await connection.SendAsync(request).EndsAsync();

        Assert.Equal(Digits(StatusCode.ResourceExhausted), answer.Grpc);
        Assert.Equal(0, host.Quotas.Functions.Taken);
        await AssertWorksAsync(connection);
    }

    private static Task<GatewayHost> StartAsync()
    {
        var host = new GatewayHost();
        host.Platform.SucceedAlways();
        return host.StartAsync();
    }

    private static string Digits(StatusCode code) => $"{(int)code}";

    private static async Task AssertWorksAsync(RawConnection connection)
    {
        var answer = await connection.SendAsync(Requests.Assign("good")).EndsAsync();

        Assert.Equal(HttpStatusCode.OK, answer.Http);
        Assert.Equal(Digits(StatusCode.OK), answer.Grpc);
        Assert.NotEmpty(answer.Body);
        Assert.Equal(1, connection.Connections);
    }
}
