using OrleansScaler.Cluster.Tests.Clusters;
using OrleansScaler.Cluster.Tests.Load;
using Xunit.Abstractions;

namespace OrleansScaler.Cluster.Tests.Faults;

public sealed class PlatformLossTests(ITestOutputHelper log)
{
    private const int Functions = 60;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_before = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_cut = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_after = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_empty = TimeSpan.FromSeconds(40);

    /// <summary>
    /// Warm calls need no platform. New functions that stand in the silo without one are refused after a few tries, and
    /// are served as soon as the way is there again.
    /// </summary>
    [Fact]
    public async Task Cut_ThePlatformFromOneSilo_CostsItsColdStartsOnlyAndOnlyAsLongAsItLasts()
    {
        await using var cluster = await TestCluster.StartAsync(
            log, "--Policies:KeepAlive=15s", "--Pools:AssignmentGrace=2s");
        await using var warm = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, Functions, s_pause, cluster.Gateway.Scaler);
        await warm.GoOnAsync(s_before);

        await cluster.Links[0].GoDownAsync();
        await using var cold = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, Functions, s_pause, "cold", cluster.Gateway.Scaler);
        await Task.WhenAll(warm.GoOnAsync(s_cut), cold.GoOnAsync(s_cut));
        await cluster.Links[0].GoUpAsync();
        await Task.WhenAll(warm.GoOnAsync(s_after), cold.GoOnAsync(s_after));
        var newOnes = await cold.StopAsync();
        var oldOnes = await warm.StopAsync();

        var refused = newOnes.Where(call => !call.Result.IsServed).Select(call => call.Function).Distinct().Count();
        log.WriteLine($"warm calls: {new Waits(oldOnes.Select(call => call.Result.Wait))}");
        log.WriteLine($"new functions that were refused meanwhile: {refused} of {Functions}");
        Served.All(oldOnes);
        Served.AtLast(newOnes);
        Assert.InRange(refused, 0, Functions * 2 / 3);
        await Soon.HoldsAsync(s_empty, () => cluster.Platform.Slots.Accounts().Live == 0);
        Assert.Equal([], cluster.Platform.Slots.Violations);
    }
}
