using OrleansScaler.Cluster.Tests.Clusters;
using OrleansScaler.Cluster.Tests.Load;
using OrleansScaler.Simulation.SimulatedPlatforms;
using Xunit.Abstractions;

namespace OrleansScaler.Cluster.Tests.Faults;

/// <summary>A silo dies amid something: whoever takes over ends it, and nothing of it stays behind.</summary>
public sealed class MidwayKillTests(ITestOutputHelper log)
{
    private const int Functions = 12;
    private const int ManyFunctions = 90;

    /// <summary>Creates that have reached the platform when the silo dies: as many again are on their way.</summary>
    private const int CreatesOfHalfABurst = ManyFunctions / 2;

    /// <summary>Long enough that nothing ends between its first word and the kill.</summary>
    private static readonly TimeSpan s_slow = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan s_calls = TimeSpan.FromSeconds(5);

    /// <summary>Time-out 10 s, grace 2 s, idle for 2 s, and as much again.</summary>
    private static readonly TimeSpan s_empty = TimeSpan.FromSeconds(40);

    [Theory]
    [InlineData(PlatformOperation.Create)]
    [InlineData(PlatformOperation.Init)]
    [InlineData(PlatformOperation.Destroy)]
    public async Task Kill_TheSiloAmidAnOperation_ServesEveryCallAndLeaksNothing(PlatformOperation operation)
    {
        await using var cluster = await StartAsync(s_slow);
        var hasBegun = cluster.Platform.WhenBegunAsync(operation);
        await using var load = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, Functions, s_pause, cluster.Gateway.Scaler);
        if (operation == PlatformOperation.Destroy)
        {
            await load.GoOnAsync(s_calls);
            await load.StopAsync();
        }

        await hasBegun;
        var victim = await cluster.Owners.FirstAsync(operation);
        await cluster.Silos.Single(silo => silo.Name == victim).KillAsync();

        await EndsEmptyAsync(cluster, load);
    }

    /// <summary>Starts, inits and writes of the ledger are under way at once, each function at another step.</summary>
    [Fact]
    public async Task Kill_TheSiloAmidABurst_ServesEveryCallAndLeaksNothing()
    {
        await using var cluster = await StartAsync(TimeSpan.FromMilliseconds(20));
        await using var load = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, ManyFunctions, s_pause, cluster.Gateway.Scaler);
        await Soon.HoldsAsync(s_empty, () => cluster.Platform.Slots.Accounts().Created >= CreatesOfHalfABurst);

        await cluster.Silos[0].KillAsync();

        await EndsEmptyAsync(cluster, load);
    }

    /// <summary>
    /// The write is with the database when its silo dies, and may be done after that: by then another silo owns the
    /// function, or will find what was written.
    /// </summary>
    [Fact]
    public async Task Kill_TheSiloAmidALedgerWrite_ServesEveryCallAndLeaksNothing()
    {
        await using var cluster = await StartAsync(TimeSpan.FromMilliseconds(20));
        await cluster.Database.HoldLedgerAsync();
        await using var load = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, Functions, s_pause, cluster.Gateway.Scaler);
        var victim = await cluster.Database.FindWriterAsync();

        await cluster.Silos.Single(silo => silo.Name == victim).KillAsync();
        await cluster.Database.LetGoAsync();

        log.WriteLine($"{victim} died amid a write of its ledger");
        await EndsEmptyAsync(cluster, load);
    }

    private Task<TestCluster> StartAsync(TimeSpan latency) => TestCluster.StartAsync(
        log,
        new SimulatedPlatformOptions { CreateLatency = latency, InitLatency = latency, DestroyLatency = latency },
        "--Policies:KeepAlive=2s",
        "--Pools:AssignmentGrace=2s");

    private async Task EndsEmptyAsync(TestCluster cluster, FunctionLoad load)
    {
        await load.GoOnAsync(s_calls);
        var calls = await load.StopAsync();
        log.WriteLine($"all calls: {new Waits(calls.Select(call => call.Result.Wait))}");
        Served.All(calls);
        await Soon.HoldsAsync(s_empty, () => cluster.Platform.Slots.Accounts().Live == 0);
        Assert.Equal([], cluster.Platform.Slots.Violations);
    }
}
