using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OrleansScaler.Protos.Chaos;
using OrleansScaler.Simulation.Cells.Live;
using OrleansScaler.Simulation.Chaos;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.Tests.Replay;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Simulation.Tests.Chaos;

/// <summary>Callers over real gRPC against a scaler of a few lines and the platform of a chaos run.</summary>
public sealed class ChaosCallRunTests : IAsyncLifetime, IDisposable
{
    private static readonly Dictionary<int, Mischief> s_mischief = new()
    {
        [2] = Mischief.Throttle,
        [3] = Mischief.Throw,
        [4] = Mischief.NoAssignment,
        [5] = Mischief.Invent,
    };

    private readonly TestScaler _scaler = new() { Mischief = number => s_mischief.GetValueOrDefault(number) };
    private readonly CancellationTokenSource _stop = new();
    private GrpcHost? _platform;
    private GrpcHost? _server;

    private HostPort Platform => _platform!.Address;

    public async Task InitializeAsync()
    {
        _platform = await ChaosPlatformHost.StartAsync(new HostPort("127.0.0.1", 0));
        _scaler.Connect(Platform);
        _server = await GrpcHost.StartAsync(
            new HostPort("127.0.0.1", 0),
            services => services.AddSingleton(_scaler),
            endpoints => endpoints.MapGrpcService<TestScaler>());
    }

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        await _platform!.DisposeAsync();
    }

    public void Dispose()
    {
        _scaler.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task Run_ScalerThatRefusesAndLies_KeepsOneEndForEachRequest()
    {
        using var run = new ChaosCallRun(Options(_server!.Address));
        var running = run.RunAsync(_stop.Token, default);
        await Eventually.HoldsAsync(() => run.Report is { Asked: >= 30, Returned: > 0 });
        await _stop.CancelAsync();
        await running;

        var report = run.Report;
        Assert.Equal(0, report.Open);
        Assert.Equal(1, report.Refused["assign: reply Throttle"]);
        Assert.Equal(1, report.Refused["assign: gRPC Internal"]);
        Assert.Equal((1, 1), (report.Refused["assign: reply Ok"], report.Untyped));
        Assert.Equal(1, report.Unusable[nameof(LendVerdict.UnknownInstance)]);
        Assert.Equal(report.Asked - 4, report.Returned);
        Assert.Equal(0, report.WaitersLost + report.IdlesLost);
    }

    [Fact]
    public async Task Burst_NewFunctions_AreAsManyKeysAsRequests()
    {
        using var run = new ChaosCallRun(Options(_server!.Address) with { Rate = 0.001 });
        var running = run.RunAsync(_stop.Token, default);
        run.Burst(20, areNew: true, default);
        await Eventually.HoldsAsync(() => run.Report is { Asked: 20, Open: 0 });
        await _stop.CancelAsync();
        await running;

        Assert.Equal(20, _scaler.Assigns.Select(assign => assign.MetaData.Key).Distinct().Count());
    }

    [Fact]
    public async Task Run_NoServer_WaitsForItUntilTheLimit()
    {
        var limit = TimeSpan.FromMilliseconds(300);
        using var run = new ChaosCallRun(Options(new HostPort("127.0.0.1", 1)) with
        {
            Rate = 0.001,
            Limit = limit,
            Pause = TimeSpan.FromMilliseconds(20),
        });
        var running = run.RunAsync(_stop.Token, default);
        run.Burst(5, areNew: false, default);
        await Eventually.HoldsAsync(() => run.Report is { Asked: 5, Open: 0 });
        await _stop.CancelAsync();
        await running;

        Assert.Equal(5, run.Report.WaitersLost);
        Assert.InRange(run.Report.Repeats, 5, 10);
    }

    [Fact]
    public async Task Run_ServerThatComesLate_WaitsForItAndServesEachRequest()
    {
        const int requests = 50;

        // A port that is bound and not listened on refuses connections, and nobody else gets it.
        using var held = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        held.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var address = new HostPort("127.0.0.1", ((IPEndPoint)held.LocalEndPoint!).Port);
        using var run = new ChaosCallRun(Options(address) with { Rate = 0.001 });
        var running = run.RunAsync(_stop.Token, default);
        run.Burst(requests, areNew: false, default);
        await Eventually.HoldsAsync(() => run.Report is { Asked: requests, Repeats: > 0 });
        held.Dispose();
        await using var server = await GrpcHost.StartAsync(
            address,
            services => services.AddSingleton(_scaler),
            endpoints => endpoints.MapGrpcService<TestScaler>());
        await Eventually.HoldsAsync(() => run.Report is { Asked: requests, Open: 0 });
        await _stop.CancelAsync();
        await running;

        // Those that find the door shut wait in front of it. A client may need a few tries to see that it is open.
        Assert.Equal(0, run.Report.WaitersLost);
        Assert.InRange(run.Report.Repeats, 1, 3 * requests);
        Assert.Equal(requests, _scaler.Assigns.Select(assign => assign.RequestId).Distinct().Count());
    }

    [Fact]
    public async Task Run_BrokenOff_SendsNoMore()
    {
        using var breakOff = new CancellationTokenSource();
        using var run = new ChaosCallRun(Options(new HostPort("127.0.0.1", 1)));
        var running = run.RunAsync(_stop.Token, breakOff.Token);
        await Eventually.HoldsAsync(() => run.Report.Asked > 0);
        await breakOff.CancelAsync();

        // With requests in hand it says that they were broken off, without it just ends: but it ends.
        var end = await Record.ExceptionAsync(() => running.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.True(end is null or OperationCanceledException, $"{end}");
    }

    [Fact]
    public async Task AwaitOperation_NextCreate_AnswersWhileItIsUnderWay()
    {
        using var channel = LiveChannel.To(Platform);
        var control = new PlatformControl.PlatformControlClient(channel);
        using var begun = control.AwaitOperationAsync(new AwaitOperationRequest { Operation = Operation.Create });
        using var run = new ChaosCallRun(Options(_server!.Address) with { Rate = 0.001 });
        var running = run.RunAsync(_stop.Token, default);
        await Eventually.HoldsAsync(() =>
        {
            run.Burst(1, areNew: true, default);
            return begun.ResponseAsync.IsCompleted;
        });
        await _stop.CancelAsync();
        await running;

        Assert.True((await control.GetAccountsAsync(new GetAccountsRequest())).Created > 0);
    }

    [Fact]
    public async Task SetTrouble_Away_RefusesTheScalerUntilItEnds()
    {
        using var channel = LiveChannel.To(Platform);
        var control = new PlatformControl.PlatformControlClient(channel);
        var slots = new Protos.Simulator2023.Platform.PlatformClient(channel);
        var destroy = new Protos.Simulator2023.DestroySlotRequest { Id = "none" };
        await control.SetTroubleAsync(new SetTroubleRequest { Trouble = Trouble.Away });

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await slots.DestroySlotAsync(destroy));
        await control.SetTroubleAsync(new SetTroubleRequest { Trouble = Trouble.None });
        var reply = await slots.DestroySlotAsync(destroy);

        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
        Assert.Equal(Protos.Simulator2023.Status.NotFound, reply.Status);
    }

    private ChaosCallOptions Options(HostPort scaler) => new()
    {
        Name = "c0",
        Scaler = scaler,
        Platform = Platform,
        Seed = 1,
        Rate = 200,
        Functions = 5,
    };
}
