using Grpc.Core;
using OrleansScaler.EndToEnd.Tests.Callers;
using OrleansScaler.EndToEnd.Tests.Platforms;
using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.Simulation.SimulatedPlatforms;
using OrleansScaler.Testing.Polling;
using Xunit.Abstractions;

namespace OrleansScaler.EndToEnd.Tests.Faults;

public sealed class PlatformRestartTests(ITestOutputHelper log)
{
    /// <summary>Longer than a keep-alive, so that there is a slot to give back while nobody takes it.</summary>
    private static readonly TimeSpan s_outage = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_execution = TimeSpan.FromMilliseconds(5);

    [Fact]
    public async Task Restart_OfThePlatform_CostsTypedErrorsAndThenNothing()
    {
        var options = new SimulatedPlatformOptions { InitLatency = TimeSpan.FromMilliseconds(20) };
        await using var platform = await TestPlatform.StartAsync(options);
        await using var silo = await SiloProcess.StartAsync(
            log, platform.Address, "--Policies:KeepAlive=3s", "--Policies:ReclaimEvery=0s",
            "--Pools:DestroyBackoffMaximum=1s");
        using var caller = new FunctionCaller(silo.Scaler, platform.Slots);
        await caller.OpenAsync();
        Assert.True((await CallAsync(caller, "warm")).IsServed);

        // Warm starts need no platform. The idle slot then runs out of its keep-alive, and cannot be given back.
        await platform.GoDownAsync();
        var down = platform.Slots.Now;
        Assert.True((await CallAsync(caller, "warm")).IsServed);
        var refused = new List<CallResult>();
        await Eventually.HoldsAsync(async () =>
        {
            refused.Add(await CallAsync(caller, "cold"));
            return platform.Slots.Now > down + s_outage;
        });
        await platform.GoUpAsync();

        Assert.All(refused, result => Assert.Equal(StatusCode.Internal, result.Status));
        Assert.All(refused, result => Assert.Contains("PlatformFailing", result.Detail, StringComparison.Ordinal));
        Assert.All(refused, result => Assert.Contains("Unavailable", result.Detail, StringComparison.Ordinal));
        Assert.All(refused, result => Assert.True(result.Wait < s_deadline, $"{result}"));
        await Eventually.HoldsAsync(async () => (await CallAsync(caller, "cold")).IsServed);
        Assert.True((await CallAsync(caller, "warm")).IsServed);
        await Eventually.HoldsAsync(() => platform.Slots.Accounts().Live == 0);
        Assert.Equal([], platform.Slots.Violations);
    }

    private static Task<CallResult> CallAsync(FunctionCaller caller, string function) =>
        caller.CallAsync(function, s_execution, s_deadline);
}
