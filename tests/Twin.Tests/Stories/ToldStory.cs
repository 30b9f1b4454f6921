using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Twin.Tests.Stories;

/// <summary>
/// A story with a bit of everything. Function 0 runs for a fraction of its start, 1 for about as long, 2 for longer
/// than its callers wait for a start. Many things fall on one instant on purpose.
/// </summary>
internal static class ToldStory
{
    private const int Failed = 500;

    private static readonly Dictionary<(int Function, long Start), FailedStart> s_failures = new()
    {
        [(0, 2)] = new(StartFailure.Transient, Made: false),
        [(0, 5)] = new(StartFailure.Transient, Made: true),
        [(1, 1)] = new(StartFailure.Transient, Made: true),
        [(2, 2)] = new(StartFailure.Refused, Made: false),
    };

    /// <summary>The story.</summary>
    public static Story Tell() => new(
        [.. Short(), .. Middle(), .. Long()],
        (function, start) => s_failures.TryGetValue((function, start), out var failed) ? failed : null);

    private static IEnumerable<TraceCall> Short()
    {
        yield return Call(0, at: 1, runs: 0.2);
        yield return Call(0, at: 1.5, runs: 0.1);

        // A burst, and one call that leaves a bad instance behind. The next arrives at the instant at which a call ends
        // that arrived at 30 and was served at once.
        for (var i = 0; i < 10; i++)
        {
            yield return Call(0, at: 20, runs: 0.3);
        }

        yield return Call(0, at: 25, runs: 0.3, status: Failed);
        yield return Call(0, at: 30, runs: 2);
        yield return Call(0, at: 32, runs: 0.2);
        for (var at = 60; at <= 180; at += 10)
        {
            yield return Call(0, at, runs: 0.25);
        }

        // Two at once every minute, and a long silence after.
        for (var at = 240; at <= 360; at += 60)
        {
            yield return Call(0, at, runs: 0.25);
            yield return Call(0, at, runs: 0.5);
        }

        yield return Call(0, at: 600, runs: 0.25);
    }

    private static IEnumerable<TraceCall> Middle()
    {
        yield return Call(1, at: 5, runs: 3);
        yield return Call(1, at: 6, runs: 2);
        yield return Call(1, at: 7, runs: 4);
        for (var i = 0; i < 4; i++)
        {
            yield return Call(1, at: 40 + (0.25 * i), runs: 2 + i);
        }

        yield return Call(1, at: 60, runs: 1, status: Failed);
        yield return Call(1, at: 70, runs: 2);
        for (var at = 100; at <= 400; at += 60)
        {
            yield return Call(1, at, runs: 2);
        }

        yield return Call(1, at: 460, runs: 2);
        yield return Call(1, at: 461, runs: 2);
    }

    private static IEnumerable<TraceCall> Long()
    {
        // The start takes 6.5 s, the caller waits for 5: nobody is left when the slot is ready at 16.5.
        yield return Call(2, at: 10, runs: 8);
        yield return Call(2, at: 18, runs: 8);
        yield return Call(2, at: 22, runs: 8);
        yield return Call(2, at: 24, runs: 8);
        yield return Call(2, at: 110, runs: 10);
        yield return Call(2, at: 113, runs: 10);
        yield return Call(2, at: 300, runs: 10);
        yield return Call(2, at: 305.5, runs: 10);
        yield return Call(2, at: 500, runs: 10);
        yield return Call(2, at: 512, runs: 10);
    }

    private static TraceCall Call(int function, double at, double runs, int status = TraceCall.GoodStatus) =>
        new(TimeSpan.FromSeconds(at), function, TimeSpan.FromSeconds(runs), status);
}
