using OrleansScaler.EndToEnd.Tests.Callers;
using OrleansScaler.EndToEnd.Tests.Files;
using OrleansScaler.EndToEnd.Tests.Platforms;
using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.Simulation.SimulatedPlatforms;
using OrleansScaler.Testing.Polling;
using Xunit.Abstractions;

namespace OrleansScaler.EndToEnd.Tests.Clocks;

/// <summary>Somebody sets the clock of the server's machine an hour on, and back, under load.</summary>
[Collection("Beside the others")]
public sealed class ClockSetTests(ITestOutputHelper log)
{
    private const int Functions = 20;

    /// <summary>More than any pause of a busy machine, and far less than an hour.</summary>
    private const string KeepAlive = "--Policies:KeepAlive=10s";

    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    /// <summary>Holds its instance, or waits for it, while the clock is set.</summary>
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(4);

    /// <summary>Each function is called some ten times in it.</summary>
    private const int CallsBetween = 10 * Functions;

    [FakeTimeFact]
    public async Task ClockIsSet_AnHourOnAndBack_NoCallAndNoSlotNotices()
    {
        using var folder = new TestFolder();
        await using var platform = await StartPlatformAsync();
        var clock = new WallClock(folder);
        await using var silo = await StartAsync(platform, folder, clock);
        await using var load = await SteadyLoad.StartAsync(silo.Scaler, platform.Slots, "load", Functions);
        await GoesOnAsync(load);
        var calls = new List<CallResult>();
        foreach (var ahead in new[] { s_hour, TimeSpan.Zero, -s_hour, TimeSpan.Zero })
        {
            var created = platform.Slots.Accounts().Created;
            var held = load.CallAsync($"held{calls.Count}", s_long);
            await Eventually.HoldsAsync(() => platform.Slots.Accounts().Created > created);
            clock.Set(ahead);
            var cold = load.CallAsync($"cold{calls.Count}", TimeSpan.Zero);
            await IsSetAsync(silo, ahead);
            await GoesOnAsync(load);
            calls.AddRange([await held, await cold]);
            var made = platform.Slots.Accounts().Created;
            log.WriteLine($"clock at {ahead}: {made} slots made, cold call {calls[^1].Wait}");
        }

        calls.AddRange(await load.StopAsync());
        await EndsEmptyAsync(platform, calls, created: Functions + 8);
    }

    [FakeTimeFact]
    public async Task ClockIsSet_WhileTheServerIsDown_ItGoesOnWithItsSlots()
    {
        using var folder = new TestFolder();
        await using var platform = await StartPlatformAsync();
        var clock = new WallClock(folder);
        var calls = new List<CallResult>();

        // Killed, then stopped, then killed: the record is of a crash or of an orderly end, and of either clock.
        foreach (var (ahead, isKilled) in new[] { (s_hour, true), (-s_hour, false), (s_hour, false), (-s_hour, true) })
        {
            clock.Set(ahead);
            await using var silo = await StartAsync(platform, folder, clock);
            await IsSetAsync(silo, ahead);
            await using var load = await SteadyLoad.StartAsync(
                silo.Scaler, platform.Slots, $"load{calls.Count}", Functions);
            await GoesOnAsync(load);
            calls.AddRange(await load.StopAsync());
            log.WriteLine($"clock at {ahead}: {platform.Slots.Accounts().Created} slots made");
            if (isKilled)
            {
                silo.Process.Kill();
                await silo.Process.WaitAsync();
            }
            else
            {
                (await silo.StopAsync(s_stop)).AssertGood();
            }
        }

        clock.Set(TimeSpan.Zero);
        await using var last = await StartAsync(platform, folder, clock);
        await EndsEmptyAsync(platform, calls, created: Functions);
    }

    /// <summary>The grace that orchestrators leave a process before they kill it.</summary>
    private static readonly TimeSpan s_stop = TimeSpan.FromSeconds(20);

    private static Task<TestPlatform> StartPlatformAsync() => TestPlatform.StartAsync(new SimulatedPlatformOptions
    {
        CreateLatency = TimeSpan.FromSeconds(1),
        InitLatency = TimeSpan.FromMilliseconds(20),
    });

    private Task<SiloProcess> StartAsync(TestPlatform platform, TestFolder folder, WallClock clock) =>
        SiloProcess.StartAsync(
            log, platform.Address, clock.Environment,
            ["--Ledger:Store=file", $"--Ledger:Folder={folder.File("ledger")}", KeepAlive]);

    private static Task GoesOnAsync(SteadyLoad load)
    {
        var until = load.Count + CallsBetween;
        return Eventually.HoldsAsync(() => load.Count >= until);
    }

    private static Task IsSetAsync(SiloProcess silo, TimeSpan ahead) => Eventually.HoldsAsync(
        async () => (await silo.AskTimeAsync() - DateTimeOffset.UtcNow - ahead)?.Duration() < s_hour / 2);

    /// <summary>As many slots as functions: none was reclaimed in between. And in the end each is, in time.</summary>
    private async Task EndsEmptyAsync(TestPlatform platform, List<CallResult> calls, int created)
    {
        log.WriteLine($"{calls.Count} calls, longest wait {calls.Max(call => call.Wait)}");
        Assert.All(calls, call => Assert.True(call.IsServed, $"{call}"));
        Assert.Equal(created, platform.Slots.Accounts().Created);
        var quietAt = platform.Slots.Now;
        await Eventually.ReadsAsync(() => ValueTask.FromResult(platform.Slots.Accounts()), all => all.Live == 0);
        log.WriteLine($"empty after {platform.Slots.Now - quietAt}");
        Assert.Equal([], platform.Slots.Violations);
    }
}
