using Grpc.Core;
using OrleansScaler.EndToEnd.Tests.Callers;
using OrleansScaler.EndToEnd.Tests.Platforms;
using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.Simulation.SimulatedPlatforms;
using OrleansScaler.Testing.Polling;
using Xunit.Abstractions;

namespace OrleansScaler.EndToEnd.Tests.Faults;

/// <summary>
/// The platform drops, hangs, errs, duplicates. Nobody waits past a deadline, nothing is lent twice, and in the end
/// every slot that the scaler can know of is given back.
/// </summary>
public sealed class PlatformFaultTests(ITestOutputHelper log)
{
    private const ulong Seed = 20_231_107;
    private const int Functions = 50;
    private const int Callers = 100;
    private const int CallsEach = 5;

    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan s_execution = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// A call of the platform that nothing befalls takes 10 ms; it may take a hundred times that on a busy machine and
    /// still not count as lost.
    /// </summary>
    private static readonly string[] s_options =
    [
        "--Platform:CreateTimeout=1500ms", "--Platform:InitTimeout=1500ms", "--Platform:DestroyTimeout=1500ms",
        "--Policies:ReclaimEvery=0s", "--Pools:DestroyBackoffMaximum=1s", "--Pools:StartBackoffMaximum=500ms",
    ];

    [Fact]
    public async Task Faults_OnAPlatformWhereARepeatedCreateIsNotSafe_LeakOnlyWhatNobodyWasToldOf()
    {
        PlatformFault[] kinds =
        [
            PlatformFault.LoseAnswer, PlatformFault.Drop, PlatformFault.Hang, PlatformFault.Error,
            PlatformFault.Throttle, PlatformFault.Unavailable, PlatformFault.Duplicate, PlatformFault.WrongMemory,
            PlatformFault.Slow, PlatformFault.None,
        ];
        var script = new FaultScript(Seed, Enumerable.Repeat(kinds, 4).SelectMany(kind => kind));

        var live = await RunAsync(script, "--Policies:KeepAlive=1s");

        Assert.Equal(12, script.UntoldSlots);
        Assert.Equal(script.UntoldSlots, live);
    }

    /// <summary>
    /// The hanging creates take effect while the slots of the repeated ones are alive, because those are kept longer
    /// than a create hangs. A platform that makes twins is not one where repeating is safe.
    /// </summary>
    [Fact]
    public async Task Faults_OnAPlatformWhereARepeatedCreateIsSafe_LeakNothing()
    {
        PlatformFault[] kinds =
        [
            PlatformFault.LoseAnswer, PlatformFault.Drop, PlatformFault.Error, PlatformFault.Throttle,
            PlatformFault.Unavailable, PlatformFault.WrongMemory, PlatformFault.Slow, PlatformFault.LoseAnswer,
        ];
        var script = new FaultScript(Seed, Enumerable.Repeat(kinds, 5).SelectMany(kind => kind));

        var live = await RunAsync(script, "--Policies:KeepAlive=1s", "--Platform:RepeatedCreateIsSafe=true");

        Assert.Equal(0, live);
    }

    /// <summary>The whole story; tells how many slots live when the scaler has given back all it knows of.</summary>
    private async Task<long> RunAsync(FaultScript script, params string[] options)
    {
        log.WriteLine($"Seed {Seed}.");
        await using var platform = await TestPlatform.StartAsync(script.Options, script.Plan);
        await using var silo = await SiloProcess.StartAsync(log, platform.Address, [.. s_options, .. options]);
        using var caller = new FunctionCaller(silo.Scaler, platform.Slots);
        await caller.OpenAsync();
        Assert.True((await caller.CallAsync("first", s_execution, s_deadline)).IsServed);

        var results = await CallAllAsync(caller);

        AssertAnswered(results);
        var ended = platform.Slots.Now;
        script.Heal();
        await Eventually.HoldsAsync(async () => await AllRecoveredAsync(caller));

        // What hangs takes effect in the end.
        await Eventually.HoldsAsync(() => platform.Slots.Now > ended + script.Options.HangFor);
        await Eventually.HoldsAsync(() => platform.Slots.Accounts().Live <= script.UntoldSlots);
        (await silo.StopAsync()).AssertGood();
        Assert.Equal([], platform.Slots.Violations);
        return platform.Slots.Accounts().Live;
    }

    private static async Task<CallResult[]> CallAllAsync(FunctionCaller caller)
    {
        var series = Enumerable.Range(0, Callers).Select(async number =>
        {
            var results = new List<CallResult>();
            for (var call = 0; call < CallsEach; call++)
            {
                var function = $"f{((number * CallsEach) + (call * 7)) % Functions}";
                results.Add(await caller.CallAsync(function, s_execution, s_deadline));
            }

            return results;
        });
        return [.. (await Task.WhenAll(series)).SelectMany(results => results)];
    }

    /// <summary>Served, or told why not, and in time.</summary>
    private void AssertAnswered(CallResult[] results)
    {
        foreach (var same in results.GroupBy(result => (result.Status, result.Problem)))
        {
            log.WriteLine($"{same.Count()} x {same.Key}, longest wait {same.Max(r => r.Wait)}: {same.First().Detail}");
        }

        Assert.Equal(Callers * CallsEach, results.Length);
        Assert.All(results, result => Assert.Null(result.Problem));
        Assert.All(results, result => Assert.True(result.Wait < s_deadline, $"{result}"));
        Assert.All(results.Where(result => !result.IsServed), result =>
        {
            Assert.Equal(StatusCode.Internal, result.Status);
            Assert.Matches("got no slot: Platform(Failing|Refused)", result.Detail);
        });
        Assert.InRange(results.Count(result => result.IsServed), Callers * CallsEach / 2, Callers * CallsEach);
    }

    private static async Task<bool> AllRecoveredAsync(FunctionCaller caller)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, Functions)
            .Select(number => caller.CallAsync($"f{number}", s_execution, s_deadline)));
        Assert.All(results, result => Assert.Null(result.Problem));
        return results.All(result => result.IsServed);
    }
}
