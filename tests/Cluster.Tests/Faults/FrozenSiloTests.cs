using OrleansScaler.Cluster.Tests.Clusters;
using OrleansScaler.Cluster.Tests.Load;
using Xunit.Abstractions;

namespace OrleansScaler.Cluster.Tests.Faults;

public sealed class FrozenSiloTests(ITestOutputHelper log)
{
    private const int Functions = 60;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_before = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_frozen = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_after = TimeSpan.FromSeconds(15);

    /// <summary>
    /// While it is frozen others take its functions over. Thawed, it still believes that they are its own for as long
    /// as it has not read the list of members: what it grants then would be lent twice.
    /// </summary>
    [Fact]
    public async Task Freeze_OneOfThreeForThirtySeconds_LendsNoInstanceTwice()
    {
        await using var cluster = await TestCluster.StartAsync(log);
        var victim = cluster.Silos[0];
        await using var load = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, Functions, s_pause, [.. cluster.Silos.Skip(1).Select(silo => silo.Scaler)]);
        await using var throughVictim = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, Functions, s_pause, victim.Scaler);
        await load.GoOnAsync(s_before);
        var lost = cluster.Owners.FunctionsOf(victim.Name);

        var frozenAt = cluster.Platform.Slots.Now;
        victim.Freeze();
        await load.GoOnAsync(s_frozen);
        victim.Thaw();
        await load.GoOnAsync(s_after);
        var calls = await load.StopAsync();

        var back = FunctionGap.After(calls, frozenAt, lost);
        log.WriteLine($"functions of the frozen silo, longest wait from then on: {back}");
        log.WriteLine($"{calls.Count(call => !call.Result.IsServed)} of {calls.Count} calls not served");
        Assert.Equal([], cluster.Platform.Slots.Violations);
        Served.AtLast(calls);
    }
}
