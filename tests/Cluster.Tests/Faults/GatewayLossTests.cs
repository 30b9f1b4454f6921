using OrleansScaler.Cluster.Tests.Clusters;
using OrleansScaler.Cluster.Tests.Load;
using Xunit.Abstractions;

namespace OrleansScaler.Cluster.Tests.Faults;

public sealed class GatewayLossTests(ITestOutputHelper log)
{
    private const int Functions = 60;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_before = TimeSpan.FromSeconds(5);

    /// <summary>Time-out 10 s, grace 2 s, idle for 5 s, and as much again.</summary>
    private static readonly TimeSpan s_empty = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Kill_TheGatewayUnderLoad_CostsItsOwnCallsAndLeaksNothing()
    {
        await using var cluster = await TestCluster.StartAsync(
            log, "--Policies:KeepAlive=5s", "--Pools:AssignmentGrace=2s");
        await using var through = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, Functions, s_pause, cluster.Gateway.Scaler);
        await through.GoOnAsync(s_before);

        await cluster.Gateway.KillAsync();
        await cluster.Gateway.StartReadyAsync();
        await through.GoOnAsync(s_before);
        var broken = await through.StopAsync();

        // What was under way is lost with the connection; nothing else is, and the gateway that comes back serves.
        Served.AtLast(broken);
        log.WriteLine($"{broken.Count(call => !call.Result.IsServed)} of {broken.Count} calls not served");
        await Soon.HoldsAsync(s_empty, () => cluster.Platform.Slots.Accounts().Live == 0);
        Assert.Equal([], cluster.Platform.Slots.Violations);
    }
}
