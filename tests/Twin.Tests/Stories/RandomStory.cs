using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Simulation.Randomness;
using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Twin.Tests.Stories;

/// <summary>
/// Calls and failures by chance. All times are whole halves of a second, so that many things fall on one instant.
/// </summary>
internal static class RandomStory
{
    private const int Calls = 150;
    private const int Functions = 3;
    private const double Halves = 300;
    private const int LongestRun = 8;
    private const double BadShare = 0.05;
    private const double FailingShare = 0.15;

    public static Story Tell(ulong seed) => new(CallsOf(seed), (function, start) => FailureOf(seed, function, start));

    private static IEnumerable<TraceCall> CallsOf(ulong seed)
    {
        for (var i = 0; i < Calls; i++)
        {
            var random = SeededRandom.For(seed, (ulong)i, 0);
            yield return new TraceCall(
                TimeSpan.FromSeconds(Math.Floor(random.NextUnit() * Halves) / 2),
                (int)(random.NextUnit() * Functions),
                TimeSpan.FromSeconds((1 + Math.Floor(random.NextUnit() * LongestRun)) / 2),
                random.NextUnit() < BadShare ? 500 : TraceCall.GoodStatus);
        }
    }

    private static FailedStart? FailureOf(ulong seed, int function, long start)
    {
        var random = SeededRandom.For(seed, (ulong)start, (ulong)function + 1);
        if (random.NextUnit() >= FailingShare)
        {
            return null;
        }

        var failure = random.NextUnit() < 0.2 ? StartFailure.Refused : StartFailure.Transient;
        return new FailedStart(failure, Made: random.NextUnit() < 0.5);
    }
}
