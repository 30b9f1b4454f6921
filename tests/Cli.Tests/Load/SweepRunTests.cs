using OrleansScaler.Cli.Echo;
using OrleansScaler.Cli.Load;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Tests.Load;

public sealed class SweepRunTests
{
    private static readonly HostPort AnyPort = new("127.0.0.1", 0);
    private static readonly Warmup Short = new(TimeSpan.FromSeconds(5), 100);

    /// <summary>At 10/s the last pair is due a tenth before the end: a busy machine does not miss it.</summary>
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>So long that a busy machine does not break a sweep that is to be kept.</summary>
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Run_EveryRateKept_TellsAllStepsAndTheHighestRate()
    {
        var report = await SweepAsync(new SweepOptions { Rates = [5, 10], StepTime = Second, Bound = Generous });

        Assert.Equal([5, 10], report.Steps.Select(step => step.Rate));
        Assert.Equal([5, 10], report.Steps.Select(step => step.Pairs));
        Assert.All(report.Steps, step => Assert.Null(step.Broken));
        Assert.Equal((10, 100), (report.KeptRate, report.WarmupPairs));
    }

    [Fact]
    public async Task Run_OwnShareAboveTheBound_EndsThereAndSaysWhy()
    {
        var report = await SweepAsync(
            new SweepOptions { Rates = [5, 10], StepTime = Second, Bound = TimeSpan.FromTicks(1) });

        Assert.Contains("p99 of the own share is", Assert.Single(report.Steps).Broken, StringComparison.Ordinal);
        Assert.Equal(0, report.KeptRate);
    }

    [Fact]
    public async Task Run_ThePlatformsTime_IsTakenOff()
    {
        var report = await SweepAsync(new SweepOptions
        {
            Rates = [10], StepTime = Second, Bound = Generous, PlatformTime = Generous,
        });

        var step = Assert.Single(report.Steps);
        Assert.Equal(0, step.OwnShareMs.Max);
        Assert.True(step.AssignLatencyMs.P50 > 0);
        Assert.Equal(Generous.TotalMilliseconds, report.PlatformMs);
    }

    [Fact]
    public async Task Run_CallsFail_IsBrokenByThem()
    {
        // An address where nobody serves the protocol: every call fails at once.
        await using var host = await GrpcHost.StartAsync(AnyPort, _ => { }, _ => { });
        var run = new SweepRun(
            new LoadOptions(), new SweepOptions { Rates = [10, 20], StepTime = Second, Bound = Generous },
            new Warmup(TimeSpan.Zero, 0), _ => { });

        var report = await run.RunAsync(host.Address, null, default);

        Assert.Equal("10 pairs failed", Assert.Single(report.Steps).Broken);
    }

    [Fact]
    public async Task Burst_AllGranted_CountsEachFunctionOnceAndTellsBothShares()
    {
        await using var host = await EchoHost.StartAsync(AnyPort);
        var run = new BurstRun(new LoadOptions(), 50, platformTime: TimeSpan.Zero);

        var report = await run.RunAsync(host.Address, Short, default);

        Assert.Equal((50, 50, 0), (report.Requests, report.Granted, report.Failed));
        Assert.True(report.AllGrantedMs >= report.OwnShareMs.Max);
        Assert.True(report.OwnShareOfBurstMs.Max >= report.OwnShareMs.Max);
        Assert.True(report.AllSentMs <= report.AllGrantedMs);
    }

    [Fact]
    public async Task Burst_CallsFail_AreCountedByKind()
    {
        await using var host = await GrpcHost.StartAsync(AnyPort, _ => { }, _ => { });
        var run = new BurstRun(new LoadOptions(), 5, platformTime: TimeSpan.Zero);

        var report = await run.RunAsync(host.Address, new Warmup(TimeSpan.Zero, 0), default);

        Assert.Equal((0, 5, 0), (report.Granted, report.Failed, report.AllGrantedMs));
        Assert.Equal("assign: gRPC Unimplemented", Assert.Single(report.Failures).Kind);
    }

    [Fact]
    public void ServerNodes_Always_NamesPlatformCountAndCreate()
    {
        var settings = ServerNodes.Settings(2_000, TimeSpan.FromMilliseconds(1_500));

        Assert.Equal("nodes", settings["Platform__Kind"]);
        Assert.Equal("2000", settings["Nodes__Simulated__Count"]);
        Assert.Equal("00:00:01.5000000", settings["Nodes__Simulated__CreateLatency"]);
    }

    private static async Task<SweepReport> SweepAsync(SweepOptions sweep)
    {
        await using var host = await EchoHost.StartAsync(AnyPort);
        var options = new LoadOptions { Cold = true };
        return await new SweepRun(options, sweep, Short, _ => { }).RunAsync(host.Address, null, default);
    }
}
