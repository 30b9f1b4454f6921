using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;
using Orleans.TestingHost;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Gateway.Hosting;
using OrleansScaler.Grains.Functions;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Platforms;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Platforms;
using OrleansScaler.Testing.Polling;
using WireAssignReply = OrleansScaler.Protos.Simulator2023.AssignReply;
using WireStatus = OrleansScaler.Protos.Simulator2023.Status;

namespace OrleansScaler.Gateway.Tests.Hosting;

/// <summary>The end of one real host with silo and gateway in it, told to stop as a signal does.</summary>
public sealed class DrainTests : IAsyncLifetime
{
    private static readonly DrainTimes s_times = new(
        Notice: TimeSpan.FromSeconds(5), Calls: TimeSpan.FromSeconds(10), Timeout: TimeSpan.FromSeconds(60));

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly ScriptedPlatform _platform = new();
    private readonly FunctionOptions _functions = new();
    private WebApplication? _host;
    private Task? _ended;

    private WebApplication Host => _host!;

    private Uri Address => new(Host.Urls.First());

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton<IPlatform>(_platform);
        builder.Services.AddFunctionGrains(
            _functions, new PoolOptions(), new PolicyOptions { Patience = TimeSpan.Zero });
        builder.Host.UseOrleans(silo => silo.UseLocalhostClustering(FindFree(), FindFree()));
        builder.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
        var gateway = new GatewayOptions
        {
            ScalerAddress = "127.0.0.1:0",
            SchedulerAddress = "127.0.0.1:0",
            AdminAddress = "127.0.0.1:0",
            HttpAddress = "127.0.0.1:0",
        };
        builder.Services.AddGateway(builder.WebHost, gateway, drain: s_times);
        _host = builder.Build();
        _host.MapGateway();
        _host.MapGet("/hang", (HttpContext context) => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted));
        await _host.StartAsync();
        _ended = _host.WaitForShutdownAsync();
    }

    public async Task DisposeAsync()
    {
        _platform.SucceedAlways();
        Host.Lifetime.StopApplication();
        await PassAsync(_ended!);
        await Host.DisposeAsync();
    }

    [Fact]
    public async Task Stop_DuringTheNotice_IsNotReadyAndServesNewCallersAllTheSame()
    {
        _platform.SucceedAlways();

        Host.Lifetime.StopApplication();

        using var http = new HttpClient { BaseAddress = new Uri(Host.Urls.Last()) };
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(http, "/readyz"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(http, "/healthz"));
        using var channel = GrpcChannel.ForAddress(Address);
        Assert.Equal(WireStatus.Ok, (await AssignAsync(channel, "r1").EndsAsync()).Status);
        Assert.False(_ended!.IsCompleted);
    }

    [Fact]
    public async Task Stop_NoticeIsOver_ClosesTheListeners()
    {
        await BeginAsync("r1");
        await StopAsync();

        await PassNoticeAsync();

        Assert.False(_ended!.IsCompleted);
    }

    [Fact]
    public async Task Stop_ColdStartUnderWay_IsServedByTheSiloThatStillRuns()
    {
        var assign = await BeginAsync("r1");
        await StopAsync();
        await PassNoticeAsync();

        await _platform.StartNextAsync("p1");

        Assert.Equal(WireStatus.Ok, (await assign.EndsAsync()).Status);
        await PassAsync(_ended!);
    }

    [Fact]
    public async Task Stop_CallsTimeIsOver_SendsWaitersAway()
    {
        var assign = await BeginAsync("r1");
        await StopAsync();
        await PassNoticeAsync();

        var start = _clock.GetUtcNow();
        await PassAsync(assign);

        var error = await Assert.ThrowsAsync<RpcException>(() => assign);
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Contains("stopping", error.Status.Detail, StringComparison.Ordinal);
        Assert.True(_clock.GetUtcNow() - start >= s_times.Calls, "It was sent away too early.");
    }

    /// <summary>The host's own time is a minute of the real clock, and none of it would be left to the silo.</summary>
    [Fact]
    public async Task Stop_ACallDoesNotEnd_CutsItAndStopsTheSilo()
    {
        using var http = new HttpClient { BaseAddress = new Uri(Host.Urls.Last()) };
        var hanging = http.GetAsync(new Uri("/hang", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(http, "/healthz"));
        await StopAsync();

        await PassAsync(_ended!);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => hanging.EndsAsync());
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative)).EndsAsync();
        return response.StatusCode;
    }

    private static Task<WireAssignReply> AssignAsync(GrpcChannel channel, string requestId) =>
        new Scaler.ScalerClient(channel).AssignAsync(Requests.Assign(requestId)).ResponseAsync;

    /// <summary>A call that waits for its cold start.</summary>
    private async Task<Task<WireAssignReply>> BeginAsync(string requestId)
    {
        var assign = AssignAsync(GrpcChannel.ForAddress(Address), requestId);
        await Eventually.HoldsAsync(() => _platform.Creates.Count == 1);

        // Its timers are armed when it answers.
        await Host.Services.GetRequiredService<IGrainFactory>().GetGrain<IFunctionGrain>("f").GetStatus();
        return assign;
    }

    /// <summary>Tells it to stop, as a signal does, and waits until its notice runs.</summary>
    private async Task StopAsync()
    {
        var armed = _clock.ArmedTimers;
        Host.Lifetime.StopApplication();
        await Eventually.HoldsAsync(() => _clock.ArmedTimers > armed);
    }

    /// <summary>Lets the notice pass, and no more, until nothing listens.</summary>
    private async Task PassNoticeAsync()
    {
        Assert.True(await IsListeningAsync());
        _clock.Advance(s_times.Notice);
        await Eventually.HoldsAsync(async () => !await IsListeningAsync());
    }

    /// <summary>Lets time pass, with the waiters asking as ever.</summary>
    private async Task PassAsync(Task task)
    {
        var step = _functions.AnswerWaitingAfter / 10;
        await Eventually.HoldsAsync(() =>
        {
            _clock.Advance(step);
            return task.IsCompleted;
        });
    }

    private async ValueTask<bool> IsListeningAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(Address.Host, Address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FindFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
