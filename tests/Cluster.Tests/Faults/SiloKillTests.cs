using OrleansScaler.Cluster.Tests.Clusters;
using OrleansScaler.Cluster.Tests.Load;
using Xunit.Abstractions;

namespace OrleansScaler.Cluster.Tests.Faults;

public sealed class SiloKillTests(ITestOutputHelper log)
{
    private const int Functions = 120;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(150);

    /// <summary>Everything is warm, and code is compiled, before something happens.</summary>
    private static readonly TimeSpan s_before = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan s_after = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_empty = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Kill_OneOfThreeUnderLoad_ItsFunctionsAreBackWithinTwoSecondsAndTheOthersHardlyNotice()
    {
        await using var cluster = await TestCluster.StartAsync(log);
        var victim = cluster.Silos[0];
        await using var load = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, Functions, s_pause, [.. cluster.Silos.Skip(1).Select(silo => silo.Scaler)]);
        await load.GoOnAsync(s_before);
        var lost = cluster.Owners.FunctionsOf(victim.Name);
        var others = cluster.Silos.Skip(1).SelectMany(silo => cluster.Owners.FunctionsOf(silo.Name)).ToHashSet();
        Assert.InRange(lost.Count, 10, Functions - 10);

        var killedAt = cluster.Platform.Slots.Now;
        await victim.KillAsync();
        await load.GoOnAsync(s_after);
        var calls = await load.StopAsync();

        var back = FunctionGap.After(calls, killedAt, lost);
        var unaffected = FunctionGap.WaitsAround(calls, killedAt, s_after, others);
        log.WriteLine($"functions of the killed silo, longest wait from the kill on: {back}");
        log.WriteLine($"calls of the others' functions: {unaffected}");
        Assert.Equal([], cluster.Platform.Slots.Violations);
        Served.All(calls);
        Assert.True(back.At(0.99) < TimeSpan.FromSeconds(2), $"{back}");
        Assert.True(unaffected.Max < TimeSpan.FromSeconds(1), $"{unaffected}");
    }

    /// <summary>
    /// The killed silo's slots are found in the ledger by whoever takes over, so that none stays for ever: once nobody
    /// calls, the platform is empty.
    /// </summary>
    [Fact]
    public async Task Kill_OneOfThree_LeaksNoSlot()
    {
        await using var cluster = await TestCluster.StartAsync(
            log, "--Policies:KeepAlive=5s", "--Pools:AssignmentGrace=2s");
        await using var load = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, Functions, s_pause, cluster.Gateway.Scaler);
        await load.GoOnAsync(s_before);

        await cluster.Silos[1].KillAsync();
        await load.GoOnAsync(s_after);
        await load.StopAsync();

        // Time-out 10 s and grace 2 s: after that a slot of unknown use is known to be free. The rest is idle for 5 s.
        await Soon.HoldsAsync(s_empty, () => cluster.Platform.Slots.Accounts().Live == 0);
        Assert.Equal([], cluster.Platform.Slots.Violations);
    }
}
