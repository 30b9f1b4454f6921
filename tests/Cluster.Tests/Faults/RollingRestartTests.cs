using OrleansScaler.Cluster.Tests.Clusters;
using OrleansScaler.Cluster.Tests.Load;
using Xunit.Abstractions;

namespace OrleansScaler.Cluster.Tests.Faults;

public sealed class RollingRestartTests(ITestOutputHelper log)
{
    private const int Functions = 60;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task Terminate_EverySiloInTurnUnderLoad_FailsNoCall()
    {
        await using var cluster = await TestCluster.StartAsync(log);
        await using var load = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, Functions, s_pause, cluster.Gateway.Scaler);
        await load.GoOnAsync(s_settle);

        foreach (var silo in cluster.Silos)
        {
            var from = cluster.Platform.Slots.Now;
            (await silo.StopAsync()).AssertGood();
            var stopped = cluster.Platform.Slots.Now;
            await silo.StartReadyAsync();
            log.WriteLine($"{silo.Name}: stopped in {stopped - from}, back in {cluster.Platform.Slots.Now - stopped}");
            await load.GoOnAsync(s_settle);
        }

        var calls = await load.StopAsync();
        log.WriteLine($"all calls: {new Waits(calls.Select(call => call.Result.Wait))}");
        Served.All(calls);
        Assert.Equal([], cluster.Platform.Slots.Violations);
    }
}
