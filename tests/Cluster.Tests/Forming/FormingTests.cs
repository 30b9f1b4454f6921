using OrleansScaler.Cluster.Tests.Clusters;
using OrleansScaler.Cluster.Tests.Load;
using Xunit.Abstractions;

namespace OrleansScaler.Cluster.Tests.Forming;

public sealed class FormingTests(ITestOutputHelper log)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Start_ThreeSilosAndAGateway_ServeAsOne()
    {
        await using var cluster = await TestCluster.StartAsync(log);
        var active = await cluster.Database.AskAsync("SELECT count(*) FROM scaler_member WHERE status = 3");
        Assert.Equal("3", active);

        // Every member's gateway is asked for every third function, wherever that is kept.
        await using var load = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, 90, s_pause,
            [.. cluster.Silos.Select(silo => silo.Scaler), cluster.Gateway.Scaler]);
        await load.GoOnAsync(TimeSpan.FromSeconds(5));
        var calls = await load.StopAsync();

        Served.All(calls);
        var spread = cluster.Silos.Select(silo => cluster.Owners.FunctionsOf(silo.Name).Count).ToArray();
        log.WriteLine($"functions by silo: {string.Join(", ", spread)}");
        log.WriteLine($"warm and cold: {new Waits(calls.Select(call => call.Result.Wait))}");
        Assert.Equal(90, spread.Sum());
        Assert.All(spread, functions => Assert.InRange(functions, 10, 60));
        Assert.Equal([], cluster.Platform.Slots.Violations);
    }
}
