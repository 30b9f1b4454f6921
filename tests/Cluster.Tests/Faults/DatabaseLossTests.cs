using OrleansScaler.Cluster.Tests.Clusters;
using OrleansScaler.Cluster.Tests.Load;
using Xunit.Abstractions;

namespace OrleansScaler.Cluster.Tests.Faults;

public sealed class DatabaseLossTests(ITestOutputHelper log)
{
    private const int Functions = 60;

    /// <summary>120 functions then call 600 times a second: what seven processes on two cores have room for.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_before = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_down = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_after = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Crash_OfTheDatabaseForThirtySeconds_WarmCallsGoOnAndNoSiloIsLost()
    {
        await using var cluster = await TestCluster.StartAsync(log);
        await using var load = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, Functions, s_pause,
            [.. cluster.Silos.Select(silo => silo.Scaler), cluster.Gateway.Scaler]);
        await load.GoOnAsync(s_before);

        var downAt = cluster.Platform.Slots.Now;
        await cluster.Database.CrashAsync();
        await load.GoOnAsync(s_down);
        await cluster.Database.GoUpAsync();
        await load.GoOnAsync(s_after);
        var calls = await load.StopAsync();

        var waits = new Waits(calls.Where(call => call.AnsweredAt > downAt).Select(call => call.Result.Wait));
        log.WriteLine($"warm calls from the crash on: {waits}");
        Served.All(calls);
        Assert.True(waits.At(0.99) < TimeSpan.FromMilliseconds(500), $"{waits}");
        Assert.DoesNotContain(true, cluster.Silos.Select(silo => silo.HasEnded));
        Assert.Equal([], cluster.Platform.Slots.Violations);
    }

    [Fact]
    public async Task Crash_OfTheDatabase_NewFunctionsAreServedAllTheSame()
    {
        await using var cluster = await TestCluster.StartAsync(log);
        await using var warm = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, 10, s_pause, cluster.Gateway.Scaler);
        await warm.GoOnAsync(s_before);
        await warm.StopAsync();

        await cluster.Database.CrashAsync();
        await using var cold = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, Functions, s_pause, "cold", cluster.Gateway.Scaler);
        await cold.GoOnAsync(s_before);
        await cluster.Database.GoUpAsync();
        await cold.GoOnAsync(s_after);
        var calls = await cold.StopAsync();

        log.WriteLine($"first calls of new functions: {FunctionGap.OfFirst(calls)}");
        log.WriteLine($"all calls of new functions: {new Waits(calls.Select(call => call.Result.Wait))}");
        Served.All(calls);
        Assert.Equal([], cluster.Platform.Slots.Violations);
    }

    /// <summary>Connections stay open and nothing comes: whoever waits has to give up by itself.</summary>
    [Fact]
    public async Task Freeze_OfTheDatabaseForThirtySeconds_CallsOfOldAndNewFunctionsGoOn()
    {
        await using var cluster = await TestCluster.StartAsync(log);
        await using var warm = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, Functions, s_pause,
            [.. cluster.Silos.Select(silo => silo.Scaler), cluster.Gateway.Scaler]);
        await warm.GoOnAsync(s_before);

        var frozenAt = cluster.Platform.Slots.Now;
        cluster.Database.Freeze();
        await using var cold = await FunctionLoad.StartAsync(
            cluster.Platform.Slots, Functions, s_pause, "cold", cluster.Gateway.Scaler);
        await Task.WhenAll(warm.GoOnAsync(s_down), cold.GoOnAsync(s_down));
        cluster.Database.Thaw();
        await warm.GoOnAsync(s_after);
        var newOnes = await cold.StopAsync();
        var oldOnes = await warm.StopAsync();

        var waits = new Waits(oldOnes.Where(call => call.AnsweredAt > frozenAt).Select(call => call.Result.Wait));
        log.WriteLine($"warm calls from the freeze on: {waits}");
        log.WriteLine($"first calls of new functions: {FunctionGap.OfFirst(newOnes)}");
        log.WriteLine($"all calls of new functions: {new Waits(newOnes.Select(call => call.Result.Wait))}");
        Served.All(oldOnes);
        Served.All(newOnes);
        Assert.True(waits.At(0.99) < TimeSpan.FromMilliseconds(500), $"{waits}");
        Assert.DoesNotContain(true, cluster.Silos.Select(silo => silo.HasEnded));
        Assert.Equal([], cluster.Platform.Slots.Violations);
    }
}
