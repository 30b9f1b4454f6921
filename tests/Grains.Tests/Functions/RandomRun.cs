using System.Collections.Concurrent;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.Randomness;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>
/// Callers with all the habits that callers have: most give back what they got; some go away while they wait, mark the
/// instance as bad, say Idle twice, or never.
/// </summary>
internal sealed class RandomRun(FunctionCluster cluster, SimulatedSlots slots, ulong seed)
{
    private readonly ConcurrentDictionary<string, int> _outcomes = new();
    private int _next;

    /// <summary>Plays requests by some callers at a time.</summary>
    /// <returns>How many requests ended in which way.</returns>
    public async Task<IReadOnlyDictionary<string, int>> PlayAsync(int requests, int callers, int keys)
    {
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => CallAsync(requests, keys)));
        return _outcomes;
    }

    private async Task CallAsync(int requests, int keys)
    {
        while (Interlocked.Increment(ref _next) is var number && number <= requests)
        {
            var outcome = await RequestAsync(number, keys);
            _outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);
        }
    }

    private async Task<string> RequestAsync(int number, int keys)
    {
        // A sequence of its own, so that what a request does hangs on its number and not on the order of threads.
        var random = SeededRandom.For(seed, (ulong)number, 2);
        var key = $"f{(int)(random.NextUnit() * keys)}";
        var function = cluster.Function(key);
        var request = $"r{number}";
        var leaves = random.NextUnit() < 0.05;
        var habit = random.NextUnit();
        var runs = TimeSpan.FromMilliseconds(50 + (random.NextExponential() * 200));

        var reply = await function.AssignAsync(request);
        while (reply.Outcome == AssignOutcome.Waiting && !leaves)
        {
            reply = await function.AssignAsync(request);
        }

        if (reply.Outcome != AssignOutcome.Granted)
        {
            // Without this word a request that left would be granted a slot behind its back, as in life.
            await function.AbandonAsync(request);
            return reply.Outcome == AssignOutcome.Waiting ? "Left" : $"{reply.Outcome}: {reply.Reason}";
        }

        return await RunAsync(function, key, request, reply.InstanceId!, (runs, habit));
    }

    private async Task<string> RunAsync(
        FunctionCalls function, string key, string request, string instance, (TimeSpan Runs, double Habit) how)
    {
        var lent = slots.Lend(instance, request, new FunctionKey(key));
        if (!lent.Lent)
        {
            return $"Lent: {lent.Refusal}";
        }

        await Task.Delay(how.Runs, cluster.Clock);
        slots.Return(instance, request);
        switch (how.Habit)
        {
            case < 0.03:
                break;
            case < 0.06:
                await function.IdleAsync(request, instance, needDestroy: true);
                break;
            case < 0.10:
                await Task.WhenAll(function.IdleAsync(request, instance), function.IdleAsync(request, instance));
                break;
            default:
                await function.IdleAsync(request, instance);
                break;
        }

        return $"{AssignOutcome.Granted}";
    }
}
