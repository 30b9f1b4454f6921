using System.Text;
using System.Text.RegularExpressions;
using OrleansScaler.EndToEnd.Tests.Callers;
using OrleansScaler.EndToEnd.Tests.Platforms;
using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.Simulation.SimulatedPlatforms;
using OrleansScaler.Testing.Polling;
using Xunit.Abstractions;

namespace OrleansScaler.EndToEnd.Tests.Disks;

/// <summary>The disk of a server's ledger is full, by the system's word, and has room again.</summary>
public sealed class DiskFullTests(ITestOutputHelper log)
{
    private const int WarmFunctions = 5;
    private const int NewFunctions = 30;

    /// <summary>Each of the warm functions is called some ten times in it.</summary>
    private const int CallsBetween = 10 * WarmFunctions;

    /// <summary>What compiling and the heap bring by themselves; each call that piled up would add to it.</summary>
    private const double MoreMegabytes = 100;

    /// <summary>The default: a store that fails is not waited for as long as one that says nothing.</summary>
    private static readonly TimeSpan s_intentTimeout = TimeSpan.FromSeconds(3);

    [SmallDiskFact]
    public async Task Full_CallsGoOn_AndOnceThereIsRoomTheLedgerKnowsEverySlot()
    {
        using var disk = new SmallDisk();
        await using var platform = await TestPlatform.StartAsync(
            new SimulatedPlatformOptions { InitLatency = TimeSpan.FromMilliseconds(20) });
        var slots = platform.Slots;
        await using (var silo = await StartAsync(platform, disk, "--Policies:KeepAlive=10m"))
        {
            await using var load = await SteadyLoad.StartAsync(silo.Scaler, slots, "load", WarmFunctions);
            await GoesOnAsync(load);
            var before = silo.Process.ReadMegabytes();

            disk.Fill();
            var waits = await CallNewFunctionsAsync(load);
            await GoesOnAsync(load);
            await Eventually.HoldsAsync(() => silo.Process.HasWritten("ledger.log: writes fail from now on"));
            Assert.True(silo.Process.HasWritten("No space left on device"), "The cause was not told.");
            var more = silo.Process.ReadMegabytes() - before;

            disk.MakeRoom();
            var roomAt = slots.Now;
            await Eventually.HoldsAsync(() => silo.Process.HasWritten("writes go on, after"));
            await Eventually.HoldsAsync(async () => KnowsAll(await ReadAsync(disk)));
            log.WriteLine($"full: longest first call of {NewFunctions} new functions {waits.Max()}, {more:F0} MB more");
            log.WriteLine($"room: every slot in the ledger after {slots.Now - roomAt}");
            var calls = await load.StopAsync();
            log.WriteLine($"{calls.Count} warm calls, longest wait {calls.Max(call => call.Wait)}");
            Assert.All(calls, call => Assert.True(call.IsServed, $"{call}"));
            Assert.InRange(waits.Max(), TimeSpan.Zero, s_intentTimeout);
            Assert.InRange(more, double.MinValue, MoreMegabytes);
            silo.Process.Kill();
            await silo.Process.WaitAsync();
        }

        Assert.Equal(WarmFunctions + NewFunctions, slots.Accounts().Live);
        await using var next = await StartAsync(platform, disk, "--Policies:KeepAlive=2s");
        await Eventually.ReadsAsync(() => ValueTask.FromResult(slots.Accounts()), all => all.Live == 0);
        Assert.Equal(WarmFunctions + NewFunctions, slots.Accounts().Created);
        Assert.Equal([], slots.Violations);
    }

    private Task<SiloProcess> StartAsync(TestPlatform platform, SmallDisk disk, string keepAlive) =>
        SiloProcess.StartAsync(
            log, platform.Address, "--Ledger:Store=file", $"--Ledger:Folder={disk.Path}", "--Ledger:RetryAtMost=500ms",
            keepAlive);

    private static Task GoesOnAsync(SteadyLoad load)
    {
        var until = load.Count + CallsBetween;
        return Eventually.HoldsAsync(() => load.Count >= until);
    }

    private static async Task<IEnumerable<TimeSpan>> CallNewFunctionsAsync(SteadyLoad load)
    {
        var calls = new List<CallResult>();
        for (var number = 0; number < NewFunctions; number++)
        {
            calls.Add(await load.CallAsync(NameOf(number), TimeSpan.Zero));
        }

        Assert.All(calls, call => Assert.True(call.IsServed, $"{call}"));
        return calls.Select(call => call.Wait);
    }

    private static string NameOf(int number) => $"new-{number:000}-";

    /// <summary>Each function's record names the platform's slot, and the index names the function.</summary>
    private static bool KnowsAll(string text) => Enumerable.Range(0, NewFunctions).Select(NameOf).All(name =>
        Regex.IsMatch(text, $$"""[^e]function/{{name}}\{"Version".*?"PlatformSlotId":"slot""")
        && Regex.IsMatch(text, $$"""livefunctions/[0-9A-F]+\{"Version":1,"Functions":\[[^]]*"{{name}}[^]]*\]"""));

    /// <summary>The server has it open.</summary>
    private static async Task<string> ReadAsync(SmallDisk disk)
    {
        var path = Directory.EnumerateFiles(disk.Path, "*.log").Single();
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
