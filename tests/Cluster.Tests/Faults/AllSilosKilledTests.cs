using OrleansScaler.Cluster.Tests.Clusters;
using OrleansScaler.Cluster.Tests.Load;
using Xunit.Abstractions;

namespace OrleansScaler.Cluster.Tests.Faults;

public sealed class AllSilosKilledTests(ITestOutputHelper log)
{
    private const int Functions = 60;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan s_before = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_after = TimeSpan.FromSeconds(15);

    /// <summary>Time-out 10 s, grace 2 s, idle for 5 s, and as much again.</summary>
    private static readonly TimeSpan s_empty = TimeSpan.FromSeconds(40);

    /// <summary>
    /// Nobody is left who knows anything but the ledger: the silos that start find the members of before dead, and
    /// every slot of before.
    /// </summary>
    [Fact]
    public async Task Kill_AllAtOnceAndStartThemAgain_ServesEveryFunctionAndLeaksNothing()
    {
        await using var cluster = await TestCluster.StartAsync(
            log, "--Policies:KeepAlive=5s", "--Pools:AssignmentGrace=2s");
        await using var load = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, Functions, s_pause, cluster.Gateway.Scaler);
        await load.GoOnAsync(s_before);

        var killedAt = cluster.Platform.Slots.Now;
        await Task.WhenAll(cluster.Silos.Select(silo => silo.KillAsync()));
        var live = cluster.Platform.Slots.Accounts().Live;
        await Task.WhenAll(cluster.Silos.Select(silo => silo.StartReadyAsync()));
        var readyAt = cluster.Platform.Slots.Now;
        await load.GoOnAsync(s_after);
        var calls = await load.StopAsync();

        var refused = calls.Where(call => !call.Result.IsServed).ToArray();
        var firstServed = calls.Where(call => call.Result.IsServed && call.SentAt > killedAt)
            .Select(call => call.AnsweredAt).DefaultIfEmpty().Min();
        log.WriteLine($"killed with {live} slots standing; all silos ready again after {readyAt - killedAt}");
        log.WriteLine($"first call sent after the kill and served: answered {firstServed - killedAt} after it");
        log.WriteLine($"{refused.Length} of {calls.Count} calls not served:");
        foreach (var kind in refused.GroupBy(call => $"{call.Result.Status} {call.Result.Problem?.Split(':')[0]}"))
        {
            log.WriteLine($"  {kind.Count()} {kind.Key}");
        }

        Served.AtLast(calls);
        await Soon.HoldsAsync(s_empty, () => cluster.Platform.Slots.Accounts().Live == 0);
        Assert.Equal([], cluster.Platform.Slots.Violations);
    }
}
