using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.Randomness;
using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Simulation.Tests.VirtualTime;

/// <summary>A trace told by a test: times and durations in seconds.</summary>
internal sealed class StoryTrace : Trace
{
    private readonly List<TraceCall> _calls = [];

    public static StoryTrace Of(double endSeconds, params double[] memoryMegabytes) => new()
    {
        Name = "story",
        Functions =
        [
            .. memoryMegabytes.Select((memory, i) => new TraceFunction(
                new FunctionSpec { Key = new FunctionKey($"f{i}"), MemoryMegabytes = memory }, null)),
        ],
        Start = new DateTimeOffset(2019, 7, 15, 8, 0, 0, TimeSpan.Zero),
        Length = TimeSpan.FromSeconds(endSeconds),
        CallCount = 0,
    };

    /// <summary>Whole and half seconds, so that many things fall on one instant.</summary>
    public static StoryTrace Random(ulong seed, int functions, int calls, double endSeconds)
    {
        var random = new SeededRandom(seed);
        var trace = Of(endSeconds, [.. Enumerable.Range(0, functions).Select(i => 256.0 * (i + 1))]);
        var drawn = new List<(double At, int Function, double Duration)>();
        for (var i = 0; i < calls; i++)
        {
            drawn.Add((
                Math.Floor(random.NextUnit() * 2 * endSeconds) / 2,
                (int)(random.NextUnit() * functions),
                0.5 * (1 + Math.Floor(random.NextUnit() * 8))));
        }

        foreach (var (at, function, duration) in drawn.OrderBy(call => (call.At, call.Function)))
        {
            trace.Call(at, duration, function);
        }

        return trace;
    }

    public StoryTrace Call(double at, double duration, int function = 0, bool good = true)
    {
        _calls.Add(new TraceCall(
            TimeSpan.FromSeconds(at), function, TimeSpan.FromSeconds(duration), good ? TraceCall.GoodStatus : 500));
        return this;
    }

    public override IEnumerable<TraceCall> Calls() => _calls;
}
