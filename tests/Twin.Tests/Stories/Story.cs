using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Simulation.Traces;
using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Twin.Tests.Stories;

/// <summary>What happens to both twins: the calls, how long starts take, which of them fail, and every bound.</summary>
internal sealed class Story : IStartPlan
{
    /// <summary>A round hour, so that what is planned by the minute or by the hour falls on it.</summary>
    public static readonly DateTimeOffset Start = new(2023, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Time to make a slot.</summary>
    public static readonly TimeSpan Create = TimeSpan.FromSeconds(0.5);

    /// <summary>How long callers wait: less than a start of the third function takes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_length = TimeSpan.FromMinutes(12);

    private readonly Func<int, long, FailedStart?> _failures;

    /// <summary>Makes a story.</summary>
    /// <param name="calls">Its calls, in any order.</param>
    /// <param name="failures">How a function's n-th start fails, if it does.</param>
    public Story(IEnumerable<TraceCall> calls, Func<int, long, FailedStart?> failures)
    {
        _failures = failures;
        TraceCall[] inOrder = [.. calls.OrderBy(call => call.At).ThenBy(call => call.Function)];
        var trace = new StoryTrace(inOrder)
        {
            Name = "twins",
            Functions =
            [
                Function(0, megabytes: 128, initSeconds: 0.4),
                Function(1, megabytes: 512, initSeconds: 1.5),
                Function(2, megabytes: 1_024, initSeconds: 6),
            ],
            Start = Start,
            Length = s_length,
            CallCount = inOrder.Length,
        };
        Workload = new Workload(trace, Create, init: null);
    }

    /// <summary>
    /// Bounds that the burst runs into. Nothing finished is remembered: the simulator uses request ids again.
    /// </summary>
    public static PoolOptions Pools => new()
    {
        MaximumSlots = 8,
        MaximumWaiters = 9,
        RememberFor = TimeSpan.Zero,
        RememberAtMost = 0,
    };

    /// <summary>The calls and the platform's latencies.</summary>
    public Workload Workload { get; }

    /// <summary>
    /// The usual figures, with a memory budget that the story exceeds, for sets that have one.
    /// </summary>
    public static PolicyOptions Figures(string name) => new() { Name = name, BudgetMegabytes = 3_000 };

    /// <inheritdoc/>
    public StartOutcome Outcome(int function, long start) => _failures(function, start) is { } failed
        ? new StartOutcome(failed.Made ? Workload.StartLatency(function) : Create, failed.Failure, failed.Made)
        : new StartOutcome(Workload.StartLatency(function));

    private static TraceFunction Function(int number, double megabytes, double initSeconds) => new(
        new FunctionSpec
        {
            Key = new FunctionKey($"f{number}"),
            Runtime = "python3",
            MemoryMegabytes = megabytes,
            Timeout = TimeSpan.FromSeconds(30),
        },
        TimeSpan.FromSeconds(initSeconds));
}
