using OrleansScaler.Contracts.Functions;
using OrleansScaler.Simulation.Randomness;
using OrleansScaler.Simulation.SimulatedPlatforms;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>
/// Thousands of random requests through real grains on a platform that drops, hangs, errs, duplicates and throttles:
/// every request is answered, no instance is lent twice, and the platform's own ledger balances.
/// </summary>
public sealed class LedgerTests
{
    private const int Requests = 3_000;
    private const int Callers = 48;
    private const int Keys = 6;
    private const int MaximumCreates = 20_000;

    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(1)]
    [InlineData(20231120)]
    public async Task Run_PlatformWithEveryFault_LosesNothing(int seed)
    {
        var (plan, faults) = PlanOf((ulong)seed);
        var time = new FakeTimeProvider();
        var simulated = new SimulatedPlatform(OptionsOf((ulong)seed), time, plan);
        var platform = new CountingPlatform(simulated);
        await using var cluster = await new FunctionCluster { Clock = time, OtherPlatform = platform }.StartAsync();
        var run = new RandomRun(cluster, simulated.Slots, (ulong)seed);
        using var stopped = new CancellationTokenSource();
        var clock = PumpAsync(cluster, stopped.Token);

        var outcomes = await run.PlayAsync(Requests, Callers, Keys).WaitAsync(TimeSpan.FromMinutes(2));
        await Eventually.ReadsAsync(() => RestlessAsync(cluster), restless => restless.Length == 0);
        await stopped.CancelAsync();
        await clock;

        var message = $"seed {seed}: {string.Join(", ", outcomes.Select(entry => $"{entry.Key} {entry.Value}"))}";
        Assert.True(outcomes.Values.Sum() == Requests, message);
        Assert.True(outcomes.GetValueOrDefault($"{AssignOutcome.Granted}") > Requests / 2, message);
        Assert.DoesNotContain($"{AssignOutcome.Waiting}", outcomes.Keys);
        Assert.True(simulated.Slots.ViolationCount == 0, $"{message}; {string.Join("; ", simulated.Slots.Violations)}");
        Assert.True(platform.Creates <= MaximumCreates, message);
        var unknown = faults.Take(platform.Creates).Count(IsUnknownToTheScaler);
        var accounts = simulated.Slots.Accounts();
        Assert.True(unknown > 0 && accounts.Live == unknown, $"{message}; live {accounts.Live}, unknown {unknown}");
        Assert.Equal(0, cluster.Quotas.Slots.Taken);
    }

    /// <summary>
    /// Slots that the platform made without the scaler ever hearing their ids: nobody could give them back.
    /// </summary>
    private static bool IsUnknownToTheScaler(PlatformFault fault) =>
        fault is PlatformFault.LoseAnswer or PlatformFault.Hang or PlatformFault.Duplicate;

    private static (FaultPlan Plan, PlatformFault[] Creates) PlanOf(ulong seed)
    {
        PlatformFault[] kinds = [.. Enum.GetValues<PlatformFault>().Where(fault => fault != PlatformFault.None)];
        var random = SeededRandom.For(seed, 1, 0);
        var faults = new PlatformFault[MaximumCreates];
        var plan = new FaultPlan(OptionsOf(seed));
        for (var i = 0; i < faults.Length; i++)
        {
            var isFaulty = random.NextUnit() < 0.2;
            var kind = kinds[(int)(random.NextUnit() * kinds.Length)];
            faults[i] = isFaulty ? kind : PlatformFault.None;
            plan.At(PlatformOperation.Create, i + 1, faults[i]);
        }

        return (plan, faults);
    }

    private static SimulatedPlatformOptions OptionsOf(ulong seed) => new()
    {
        Seed = seed,
        CreateLatency = TimeSpan.FromMilliseconds(100),
        InitLatency = TimeSpan.FromMilliseconds(200),
        AnswerTimeout = TimeSpan.FromSeconds(2),
        HangFor = TimeSpan.FromSeconds(5),
        SlowFactor = 3,
        InitFaults = EveryFault(),
        DestroyFaults = EveryFault(),
    };

    private static FaultRates EveryFault() => new()
    {
        Drop = 0.02,
        LoseAnswer = 0.02,
        Hang = 0.02,
        Slow = 0.02,
        Error = 0.02,
        Throttle = 0.02,
        Unavailable = 0.02,
        WrongMemory = 0.005,
    };

    private static async Task PumpAsync(FunctionCluster cluster, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            cluster.Clock.Advance(s_step);
            await Task.Delay(1, CancellationToken.None);
        }
    }

    /// <summary>The functions that have not come to rest; time goes on faster while it is asked.</summary>
    private static async ValueTask<string> RestlessAsync(FunctionCluster cluster)
    {
        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        var restless = new List<FunctionStatus>();
        for (var i = 0; i < Keys; i++)
        {
            var status = await cluster.Function($"f{i}").StatusAsync();
            if (status.Waiting > 0 || status.SlotsCreated != status.SlotsForgotten)
            {
                restless.Add(status);
            }
        }

        return string.Join(Environment.NewLine, restless);
    }
}
