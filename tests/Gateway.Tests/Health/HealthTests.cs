using System.Net;
using Grpc.Core;
using OrleansScaler.Gateway.Tests.Hosting;
using OrleansScaler.Protos.Health;
using OrleansScaler.Testing.Polling;
using ServingStatus = OrleansScaler.Protos.Health.HealthCheckResponse.Types.ServingStatus;

namespace OrleansScaler.Gateway.Tests.Health;

/// <summary>Health by gRPC and by HTTP.</summary>
public sealed class HealthTests
{
    [Theory]
    [InlineData("")]
    [InlineData("serverless.simulator.Scaler")]
    [InlineData("schedulerproto.Scheduler")]
    public async Task Check_KnownService_IsServing(string service)
    {
        await using var host = await new GatewayHost().StartAsync();
        var health = new Protos.Health.Health.HealthClient(host.Channel);

        var reply = await health.CheckAsync(new HealthCheckRequest { Service = service }).ResponseAsync.EndsAsync();

        Assert.Equal(ServingStatus.Serving, reply.Status);
    }

    [Fact]
    public async Task Check_UnknownService_IsNotFound()
    {
        await using var host = await new GatewayHost().StartAsync();
        var health = new Protos.Health.Health.HealthClient(host.Channel);

        var error = await Assert.ThrowsAsync<RpcException>(
            () => health.CheckAsync(new HealthCheckRequest { Service = "nobody" }).ResponseAsync.EndsAsync());

        Assert.Equal(StatusCode.NotFound, error.StatusCode);
    }

    [Fact]
    public async Task Watch_ServerStops_TellsBothStatesAndDoesNotHoldUpTheStop()
    {
        await using var host = await new GatewayHost().StartAsync();
        var health = new Protos.Health.Health.HealthClient(host.Channel);
        using var watch = health.Watch(new HealthCheckRequest());
        await watch.ResponseStream.MoveNext(CancellationToken.None).EndsAsync();
        var before = watch.ResponseStream.Current.Status;

        var stopped = host.StopAsync();
        await watch.ResponseStream.MoveNext(CancellationToken.None).EndsAsync();
        var after = watch.ResponseStream.Current.Status;
        await stopped.EndsAsync();

        Assert.Equal(ServingStatus.Serving, before);
        Assert.Equal(ServingStatus.NotServing, after);
    }

    [Fact]
    public async Task Watch_UnknownService_TellsThatItIsUnknown()
    {
        await using var host = await new GatewayHost().StartAsync();
        var health = new Protos.Health.Health.HealthClient(host.Channel);
        using var watch = health.Watch(new HealthCheckRequest { Service = "nobody" });

        await watch.ResponseStream.MoveNext(CancellationToken.None).EndsAsync();

        Assert.Equal(ServingStatus.ServiceUnknown, watch.ResponseStream.Current.Status);
    }

    [Theory]
    [InlineData("/healthz", "ok")]
    [InlineData("/readyz", "ready")]
    public async Task Get_Started_IsOk(string path, string text)
    {
        await using var host = await new GatewayHost().StartAsync();
        using var http = new HttpClient { BaseAddress = host.HttpAddress };

        using var response = await http.GetAsync(new Uri(path, UriKind.Relative)).EndsAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(text, await response.Content.ReadAsStringAsync());
    }
}
