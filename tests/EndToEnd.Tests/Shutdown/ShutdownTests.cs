using System.Diagnostics;
using System.Net;
using Grpc.Core;
using OrleansScaler.EndToEnd.Tests.Callers;
using OrleansScaler.EndToEnd.Tests.Files;
using OrleansScaler.EndToEnd.Tests.Platforms;
using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.Simulation.SimulatedPlatforms;
using OrleansScaler.Testing.Polling;
using Xunit.Abstractions;

namespace OrleansScaler.EndToEnd.Tests.Shutdown;

public sealed class ShutdownTests(ITestOutputHelper log)
{
    private static readonly TimeSpan s_execution = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    /// <summary>What orchestrators leave a process before they kill it.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Terminate_WithIdleSlots_GivesThemBackAndEndsWell()
    {
        // Slow destroys hold the server long enough to see what it says meanwhile.
        var options = new SimulatedPlatformOptions
        {
            InitLatency = TimeSpan.FromMilliseconds(20),
            DestroyLatency = TimeSpan.FromSeconds(2),
        };
        await using var platform = await TestPlatform.StartAsync(options);
        await using var silo = await SiloProcess.StartAsync(log, platform.Address);
        using var caller = new FunctionCaller(silo.Scaler, platform.Slots);
        await caller.OpenAsync();
        var calls = Enumerable.Range(0, 20).Select(n => caller.CallAsync($"f{n}", s_execution, s_deadline));
        Assert.All(await Task.WhenAll(calls), result => Assert.True(result.IsServed, $"{result}"));
        Assert.Equal(20, platform.Slots.Accounts().Live);
        Assert.Equal(HttpStatusCode.OK, await silo.AskAsync("/healthz"));

        silo.Process.Terminate();
        await Eventually.HoldsAsync(async () => await silo.AskAsync("/readyz") != HttpStatusCode.OK);
        Assert.False(silo.Process.HasEnded, "The server was ready to its end.");

        (await silo.StopAsync(s_grace)).AssertGood();
        Assert.Equal((20, 0), (platform.Slots.Accounts().Created, platform.Slots.Accounts().Live));
        Assert.Equal([], platform.Slots.Violations);
    }

    /// <summary>Load balancers go on sending for a moment; what they send then is served, cold starts too.</summary>
    [Fact]
    public async Task Terminate_WithNotice_TakesCallsWhileItIsNotReady()
    {
        var options = new SimulatedPlatformOptions { InitLatency = TimeSpan.FromMilliseconds(20) };
        await using var platform = await TestPlatform.StartAsync(options);
        await using var silo = await SiloProcess.StartAsync(log, platform.Address, "--Drain:Notice=5s");
        using var caller = new FunctionCaller(silo.Scaler, platform.Slots);
        await caller.OpenAsync();

        silo.Process.Terminate();
        await Eventually.HoldsAsync(async () => await silo.AskAsync("/readyz") != HttpStatusCode.OK);
        var result = await caller.CallAsync("cold", s_execution, s_deadline);

        Assert.True(result.IsServed, $"{result}");
        (await silo.StopAsync(s_grace)).AssertGood();
    }

    [Fact]
    public async Task Terminate_WhileACallerWaits_TellsItAndEndsInTime()
    {
        var options = new SimulatedPlatformOptions { InitLatency = TimeSpan.FromSeconds(50) };
        await using var platform = await TestPlatform.StartAsync(options);
        await using var silo = await SiloProcess.StartAsync(log, platform.Address);
        using var caller = new FunctionCaller(silo.Scaler, platform.Slots);
        await caller.OpenAsync();
        var call = caller.CallAsync("f", s_execution, s_deadline);
        await Eventually.HoldsAsync(() => platform.Slots.Accounts().Live == 1);

        var result = await silo.StopAsync(s_grace);

        result.AssertGood();
        Assert.Equal(StatusCode.Unavailable, (await call).Status);
    }

    /// <summary>
    /// 2 s for the calls, 2 s for last words, then the functions' part: 5 s of waiting for starts and their records.
    /// What was being made is the next owner's, who has no use for it.
    /// </summary>
    [Fact]
    public async Task Terminate_WhileThousandsWait_EndsInTimeAndHandsOver()
    {
        var options = new SimulatedPlatformOptions { InitLatency = TimeSpan.FromSeconds(50) };
        await using var platform = await TestPlatform.StartAsync(options);
        using var folder = new TestFolder();
        string[] ledger = ["--Ledger:Store=file", $"--Ledger:Folder={folder.Path}"];
        await using var silo = await SiloProcess.StartAsync(log, platform.Address, ledger);
        using var caller = new FunctionCaller(silo.Scaler, platform.Slots);
        await caller.OpenAsync();
        var calls = Enumerable.Range(0, 2_000)
            .Select(n => caller.CallAsync($"f{n % 20}", s_execution, s_deadline))
            .ToArray();
        await Eventually.HoldsAsync(() => platform.Slots.Accounts().Live >= 1_000);
        var start = Stopwatch.GetTimestamp();

        var result = await silo.StopAsync(TimeSpan.FromSeconds(25));

        log.WriteLine($"It ended after {Stopwatch.GetElapsedTime(start)}.");
        result.AssertGood();
        Assert.All(await Task.WhenAll(calls), call => Assert.Equal(StatusCode.Unavailable, call.Status));
        await using var next = await SiloProcess.StartAsync(log, platform.Address, ledger);
        await Eventually.HoldsAsync(() => platform.Slots.Accounts().Live == 0);
        Assert.Equal([], platform.Slots.Violations);
    }
}
