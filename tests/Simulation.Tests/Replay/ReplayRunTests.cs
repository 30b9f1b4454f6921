using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.Replay;
using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.Tests.Traces;
using OrleansScaler.Simulation.Traces;
using static OrleansScaler.Simulation.Tests.Traces.TraceFiles;

namespace OrleansScaler.Simulation.Tests.Replay;

public sealed class ReplayRunTests
{
    private const long T0 = 1_685_063_887_670;

    private static readonly HostPort AnyPort = new("127.0.0.1", 0);

    [Fact]
    public async Task Play_GoodScaler_KeepsTheContestsAccounts()
    {
        using var files = Contest(
            Request(T0, "a", 100),
            Request(T0 + 600, "a", 100),
            Request(T0 + 800, "b", 50),
            Request(T0 + 900, "a", 10, 500));

        var (card, scaler) = await PlayAsync(files, _ => Mischief.None);

        Assert.Equal((4, 0, 1.0), (card.Requests, card.Failed, card.SuccessRate));
        Assert.Equal((2, 2), (card.ColdStarts, card.WarmStarts));
        Assert.Equal((2, 1, 1, 2), (card.SlotsCreated, card.SlotsDestroyed, card.SlotsLiveAtEnd, card.PeakSlots));

        // a: 210 ms of 512 MB, b: 50 ms of 128 MB.
        Assert.Equal(0.260, card.ExecSeconds, 9);
        Assert.Equal(0.105 + 0.00625, card.ExecGbSeconds, 9);
        Assert.True(card.SlotGbSeconds > card.ExecGbSeconds);

        // Two cold starts wait for create (100 ms) and init (49 and 200 ms); the others only for the wire.
        Assert.InRange(card.ScheduleSeconds, 0.4, 3);
        Assert.True(card.WaitSeconds < card.ScheduleSeconds / 2);
        Assert.Equal(card.Contest.Resource + card.Contest.ColdStart, card.Contest.Total);
        Assert.Equal(["a", "b"], card.Functions.Select(f => f.Key));
        var a = card.Functions[0];
        Assert.Equal((3, 1, 1), (a.Requests, a.ColdStarts, a.SlotsCreated));
        Assert.Empty(card.Failures);
        Assert.Empty(card.Notes);

        Assert.Equal((ulong)T0 + 600, scaler.Assigns.ElementAt(1).Timestamp);
        Assert.Equal(4, scaler.Assigns.Select(request => request.RequestId).Distinct().Count());
        var bad = Assert.Single(scaler.Idles, idle => idle.Result.NeedDestroy);
        Assert.Equal((500, 10UL), (bad.Result.StatusCode, bad.Result.DurationInMs));
    }

    [Fact]
    public async Task Play_AtSpeed_DividesTimeAndCountsTraceSeconds()
    {
        using var files = Contest(Request(T0, "a", 4000), Request(T0 + 10_000, "a", 4000));

        var (card, _) = await PlayAsync(files, _ => Mischief.None, speed: 20);

        Assert.InRange(card.WallSeconds, 0.7, 5);
        Assert.Equal(8, card.ExecSeconds, 9);

        // One slot of 0.5 GB nearly through the whole run, counted in trace seconds.
        Assert.InRange(card.SlotGbSeconds, 0.5 * 8, 0.5 * 20 * card.WallSeconds);
        Assert.Contains("20 times", Assert.Single(card.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(Mischief.Throttle), "assign: reply Throttle", "full")]
    [InlineData(nameof(Mischief.Throw), "assign: gRPC Internal", "broken")]
    [InlineData(nameof(Mischief.NoAssignment), "assign: no assignment in the reply", "")]
    [InlineData(nameof(Mischief.Invent), "instance unknown or destroyed", "no-such-instance")]
    [InlineData(nameof(Mischief.DestroyAfterAssign), "instance destroyed while lent", "instance-1")]
    public async Task Play_ScalerAtFault_CountsAFailureOfItsKind(string mischief, string kind, string message)
    {
        using var files = Contest(Request(T0, "a", 300), Request(T0 + 1000, "a", 1));

        var (card, _) = await PlayAsync(files, n => n == 1 ? Enum.Parse<Mischief>(mischief) : Mischief.None);

        var failure = Assert.Single(card.Failures);
        Assert.Equal((kind, 1), (failure.Kind, failure.Count));
        Assert.Contains(message, failure.Messages[0], StringComparison.Ordinal);
        Assert.Equal((2, 1, 0.5, 0), (card.Requests, card.Failed, card.SuccessRate, card.Contest.Total));
    }

    [Fact]
    public async Task Play_InstanceLentBeforeItsInitEnded_IsAFailureAndAViolation()
    {
        using var files = Contest(Request(T0, "a", 1));

        var (card, _) = await PlayAsync(files, _ => Mischief.SkipInit, init: TimeSpan.FromSeconds(30));

        Assert.Equal("instance not inited", Assert.Single(card.Failures).Kind);
        Assert.Equal("1 violations by the scaler.", card.Notes[0]);
    }

    [Fact]
    public async Task Play_InstanceLentTwice_IsAFailureAndAViolation()
    {
        using var files = Contest(Request(T0, "a", 1500), Request(T0 + 800, "a", 1));

        var (card, _) = await PlayAsync(files, n => n == 2 ? Mischief.LendAnyones : Mischief.None);

        Assert.Equal("instance already lent", Assert.Single(card.Failures).Kind);
        Assert.Equal("1 violations by the scaler.", card.Notes[0]);
        Assert.Contains("instance-1 was lent to", card.Notes[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Play_TwiceAgainstOneScaler_FindsNothingOfTheFirst()
    {
        using var files = Contest(Request(T0, "a", 30), Request(T0, "a", 30), Request(T0 + 1, "b", 30));
        using var scaler = new TestScaler();
        await using var host = await ServeAsync(scaler);
        for (var round = 0; round < 2; round++)
        {
            await using var run = new ReplayRun(
                Open(files), new ReplayOptions { Listen = AnyPort, Scaler = host.Address });
            scaler.Connect(await run.StartPlatformAsync());

            var card = await run.PlayAsync(default);

            Assert.Equal((3, 0, 3), (card.Requests, card.Failed, card.SlotsLiveAtEnd));
            Assert.Equal(0, run.Platform.Slots.Accounts().Live);
        }
    }

    [Fact]
    public async Task Play_Cancelled_TellsWhatIsKnown()
    {
        using var files = Contest(Request(T0, "a", 1), Request(T0 + 3_600_000, "a", 1));
        using var source = new CancellationTokenSource();
        using var scaler = new TestScaler();
        await using var host = await ServeAsync(scaler);
        await using var run = new ReplayRun(Open(files), new ReplayOptions { Listen = AnyPort, Scaler = host.Address });
        scaler.Connect(await run.StartPlatformAsync());

        var play = run.PlayAsync(source.Token);
        while (run.Progress.Ended == 0)
        {
            await Task.Delay(5);
        }

        await source.CancelAsync();
        var card = await play;

        Assert.Equal(1, card.Requests);
        Assert.Equal("Broken off: 1 of 2 calls were sent.", Assert.Single(card.Notes, n => n.StartsWith('B')));
    }

    [Fact]
    public async Task StartPlatform_PortTaken_SaysWhichPort()
    {
        using var files = Contest(Request(T0, "a"));
        await using var first = new ReplayRun(Open(files), new ReplayOptions { Listen = AnyPort });
        var taken = await first.StartPlatformAsync();
        await using var second = new ReplayRun(Open(files), new ReplayOptions { Listen = taken });

        var exception = await Assert.ThrowsAsync<StartException>(second.StartPlatformAsync);

        Assert.StartsWith($"{taken} is taken", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Play_NoScaler_SaysWhereItLooked()
    {
        using var files = Contest(Request(T0, "a"));
        var options = new ReplayOptions
        {
            Listen = AnyPort,
            Scaler = new HostPort("127.0.0.1", 1),
            Patience = TimeSpan.FromMilliseconds(50),
        };
        await using var run = new ReplayRun(Open(files), options);
        await run.StartPlatformAsync();

        var exception = await Assert.ThrowsAsync<StartException>(() => run.PlayAsync(default));

        Assert.Contains("no scaler accepts connections on 127.0.0.1:1", exception.Message, StringComparison.Ordinal);
    }

    private static Trace Open(TraceFiles files) => TraceFolder.Open(files.Path, new TraceOptions());

    private static Task<GrpcHost> ServeAsync(TestScaler scaler) => GrpcHost.StartAsync(
        AnyPort, services => services.AddSingleton(scaler), endpoints => endpoints.MapGrpcService<TestScaler>());

    private static async Task<(Scorecard Card, TestScaler Scaler)> PlayAsync(
        TraceFiles files, Func<int, Mischief> mischief, double speed = 1, TimeSpan? init = null)
    {
        using var scaler = new TestScaler { Mischief = mischief };
        await using var host = await ServeAsync(scaler);
        var options = new ReplayOptions
        {
            Listen = AnyPort,
            Scaler = host.Address,
            Speed = speed,
            InitLatency = init,
            ReturnInstances = false,
        };
        await using var run = new ReplayRun(Open(files), options);
        scaler.InitBegun = () => run.Platform.Slots.AccountsByFunction().Count > 0;
        scaler.Connect(await run.StartPlatformAsync());
        return (await run.PlayAsync(default), scaler);
    }
}
