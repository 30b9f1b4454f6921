using OrleansScaler.Grains.Tests.Functions;
using OrleansScaler.Simulation.SimulatedPlatforms;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Spares;

/// <summary>
/// Random requests through real grains that share spares, on a platform that refuses and fails: in the end the
/// platform's own ledger balances, and nothing is held.
/// </summary>
public sealed class SpareLedgerTests
{
    private const int Requests = 1_000;
    private const int Callers = 32;
    private const int Keys = 6;

    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(1)]
    [InlineData(20231120)]
    public async Task Run_FunctionsShareSpares_LoseNoSlot(int seed)
    {
        var time = new FakeTimeProvider();
        var options = OptionsOf((ulong)seed);
        var platform = new SimulatedPlatform(options, time, new FaultPlan(options));
        await using var cluster =
            await SpareCluster.StartAsync(new FunctionCluster { Clock = time, OtherPlatform = platform });
        var run = new RandomRun(cluster, platform.Slots, (ulong)seed);
        using var stopped = new CancellationTokenSource();
        var clock = PumpAsync(cluster, stopped.Token);

        var outcomes = await run.PlayAsync(Requests, Callers, Keys).WaitAsync(TimeSpan.FromMinutes(2));
        var taken = (await cluster.Spares().GetStatus().EndsAsync()).Taken;
        await Eventually.HoldsAsync(() =>
        {
            cluster.Clock.Advance(TimeSpan.FromSeconds(1));
            return cluster.Quotas.Slots.Taken == 0;
        });
        await stopped.CancelAsync();
        await clock;

        var message = $"seed {seed}: {taken} taken; "
            + string.Join(", ", outcomes.Select(entry => $"{entry.Key} {entry.Value}"));
        Assert.True(taken > 0, message);
        Assert.True(platform.Slots.ViolationCount == 0, $"{message}; {string.Join("; ", platform.Slots.Violations)}");
        var accounts = platform.Slots.Accounts();
        Assert.True(accounts is { Live: 0, Created: > 0 }, $"{message}; {accounts}");
    }

    /// <summary>No fault that keeps a slot's id from the scaler: nobody could give such a slot back.</summary>
    private static SimulatedPlatformOptions OptionsOf(ulong seed) => new()
    {
        Seed = seed,
        CreateLatency = TimeSpan.FromMilliseconds(500),
        InitLatency = TimeSpan.FromMilliseconds(200),
        AnswerTimeout = TimeSpan.FromSeconds(2),
        CreateFaults = Honest(),
        InitFaults = Honest(),
        DestroyFaults = Honest(),
    };

    private static FaultRates Honest() => new()
    {
        Drop = 0.02,
        Error = 0.04,
        Throttle = 0.04,
        Unavailable = 0.04,
        WrongMemory = 0.01,
    };

    private static async Task PumpAsync(FunctionCluster cluster, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            cluster.Clock.Advance(s_step);
            await Task.Delay(1, CancellationToken.None);
        }
    }
}
