using OrleansScaler.EndToEnd.Tests.Callers;
using OrleansScaler.EndToEnd.Tests.Files;
using OrleansScaler.EndToEnd.Tests.Platforms;
using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.Simulation.SimulatedPlatforms;
using OrleansScaler.Testing.Polling;
using Xunit.Abstractions;

namespace OrleansScaler.EndToEnd.Tests.Ledger;

/// <summary>A server that keeps spares is killed. In the end the platform has destroyed all that it made.</summary>
public sealed class SpareKillTests(ITestOutputHelper log)
{
    /// <summary>More than a run ever has.</summary>
    private const int All = 10_000;

    private static readonly TimeSpan s_execution = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_create = TimeSpan.FromMilliseconds(300);

    /// <summary>Held slots go after their function's time-out of 1 s and the grace of 1 s.</summary>
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_stop = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Kill_WithASpareReady_ServesANewFunctionWithItAndLeaksNone()
    {
        using var folder = new TestFolder();
        await using var platform = await StartPlatformAsync();
        var calls = 0;
        await using (var silo = await StartAsync(platform, folder))
        {
            using var caller = new FunctionCaller(silo.Scaler, platform.Slots, "before");
            await caller.OpenAsync();
            await Eventually.HoldsAsync(async () =>
            {
                Assert.True((await caller.CallAsync($"f{calls++}", s_execution, s_deadline)).IsServed);
                return platform.Slots.Alive(All).Any(slot => slot.Function is null);
            });
            await Eventually.HoldsAsync(() => ReadySparesOf(platform).Count > 0);
            await KillAsync(silo);
        }

        var spares = ReadySparesOf(platform);
        await using var next = await StartAsync(platform, folder);
        using var nextCaller = new FunctionCaller(next.Scaler, platform.Slots, "after");
        await nextCaller.OpenAsync();
        await Eventually.HoldsAsync(async () =>
        {
            var function = $"g{calls++}";
            Assert.True((await nextCaller.CallAsync(function, s_execution, s_deadline)).IsServed);
            return platform.Slots.Alive(All).Any(slot => slot.Function == function && spares.Contains(slot.Id));
        });

        await AssertNothingLeaksAsync(next, platform);
    }

    [Fact]
    public async Task Kill_InTheMiddleOfColdStarts_LeaksNoneAndLendsNoneTwice()
    {
        using var folder = new TestFolder();
        await using var platform = await StartPlatformAsync();
        for (var life = 0; life < 4; life++)
        {
            await using var killed = await StartAsync(platform, folder);
            using var caller = new FunctionCaller(killed.Scaler, platform.Slots, $"life{life}", timeoutSeconds: 1);
            await caller.OpenAsync();
            var before = platform.Slots.Accounts().Created;
            var cold = Enumerable.Range(0, 150)
                .Select(n => CallLaterAsync(caller, $"f{life}-{n}", TimeSpan.FromMilliseconds(20 * n)))
                .ToArray();

            // At another stage each time: the first spares are under way, then taken and replaced.
            await Eventually.HoldsAsync(() => platform.Slots.Accounts().Created >= before + 15 + (25 * life));
            await KillAsync(killed);
            await Task.WhenAll(cold);
        }

        await using var last = await StartAsync(platform, folder);

        var settled = platform.Slots.Now + s_settled;
        await Eventually.HoldsAsync(() => platform.Slots.Now > settled);
        await AssertNothingLeaksAsync(last, platform);
    }

    private static Task<TestPlatform> StartPlatformAsync() => TestPlatform.StartAsync(new SimulatedPlatformOptions
    {
        CreateLatency = s_create,
        InitLatency = TimeSpan.FromMilliseconds(20),
        RemembersCreates = true,
    });

    private Task<SiloProcess> StartAsync(TestPlatform platform, TestFolder folder) => SiloProcess.StartAsync(
        log,
        platform.Address,
        "--Policies:Name=generic-pool",
        "--Policies:KeepAlive=2s",
        "--Policies:ReclaimEvery=0s",
        "--Pools:AssignmentGrace=1s",
        "--Platform:RepeatedCreateIsSafe=true",
        "--Ledger:Store=file",
        $"--Ledger:Folder={folder.Path}",
        "--Ledger:AtStop=destroy");

    /// <summary>Slots that no function ever had, and whose create was answered a while ago.</summary>
    private static HashSet<string> ReadySparesOf(TestPlatform platform)
    {
        var before = platform.Slots.Now - (3 * s_create);
        return
        [
            .. platform.Slots.Alive(All)
                .Where(slot => slot.Function is null && slot.CreatedAtMs < before.TotalMilliseconds)
                .Select(slot => slot.Id),
        ];
    }

    private static async Task CallLaterAsync(FunctionCaller caller, string function, TimeSpan after)
    {
        // What becomes of a call that its server dies under is told elsewhere.
        await Task.Delay(after);
        await caller.CallAsync(function, s_execution, s_deadline);
    }

    private static async Task KillAsync(SiloProcess silo)
    {
        silo.Process.Kill();
        await silo.Process.WaitAsync();
    }

    private static async Task AssertNothingLeaksAsync(SiloProcess silo, TestPlatform platform)
    {
        (await silo.StopAsync(s_stop)).AssertGood();
        var accounts = platform.Slots.Accounts();
        Assert.True(accounts is { Live: 0, Created: > 0 }, $"{accounts}: {Describe(platform)}");
        Assert.Equal([], platform.Slots.Violations);
    }

    private static string Describe(TestPlatform platform) => string.Join("; ", platform.Slots.Alive(All));
}
