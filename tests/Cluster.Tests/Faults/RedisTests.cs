using OrleansScaler.Cluster.Tests.Clusters;
using OrleansScaler.Cluster.Tests.Databases;
using OrleansScaler.Cluster.Tests.Load;
using Xunit.Abstractions;

namespace OrleansScaler.Cluster.Tests.Faults;

public sealed class RedisTests(ITestOutputHelper log)
{
    private const int Functions = 60;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan s_before = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_after = TimeSpan.FromSeconds(10);

    /// <summary>Time-out 10 s, grace 2 s, idle for 5 s, and as much again.</summary>
    private static readonly TimeSpan s_empty = TimeSpan.FromSeconds(40);

    /// <summary>Members and ledger in Redis instead of PostgreSQL: the same loss ends the same way.</summary>
    [RedisFact]
    public async Task Kill_OneOfThreeWithMembersAndLedgerInRedis_ServesEveryCallAndLeaksNothing()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var cluster = await TestCluster.StartAsync(
            log,
            "--Cluster:Kind=redis",
            $"--Cluster:ConnectionString={redis.ConnectionString}",
            "--Policies:KeepAlive=5s",
            "--Pools:AssignmentGrace=2s");
        await using var load = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, Functions, s_pause, cluster.Gateway.Scaler);
        await load.GoOnAsync(s_before);

        await cluster.Silos[1].KillAsync();
        await load.GoOnAsync(s_after);
        var calls = await load.StopAsync();

        log.WriteLine($"all calls: {new Waits(calls.Select(call => call.Result.Wait))}");
        Served.All(calls);
        await Soon.HoldsAsync(s_empty, () => cluster.Platform.Slots.Accounts().Live == 0);
        Assert.Equal([], cluster.Platform.Slots.Violations);
    }
}
