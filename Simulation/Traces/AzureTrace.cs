using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Traces;

/// <summary>Makes the calls of one minute after another; holds no more than one minute of them.</summary>
internal sealed class AzureTrace : Trace
{
    private static readonly Comparison<TraceCall> InOrder = (a, b) =>
    {
        var byTime = a.At.CompareTo(b.At);
        return byTime != 0 ? byTime : a.Function.CompareTo(b.Function);
    };

    private readonly AzurePlan _plan;

    public AzureTrace(AzurePlan plan) => _plan = plan;

    public static long Count(AzurePlan plan, IReadOnlyList<TraceFunction> functions) =>
        plan.WholeMinutes
            ? plan.Minutes.Take(plan.EndMinute).Skip(plan.FirstMinute).Sum(minute => minute.Sum(m => (long)m.Calls))
            : Calls(plan, functions).LongCount();

    public override IEnumerable<TraceCall> Calls() => Calls(_plan, Functions);

    private static IEnumerable<TraceCall> Calls(AzurePlan plan, IReadOnlyList<TraceFunction> functions)
    {
        var calls = new List<TraceCall>();
        for (var minute = plan.FirstMinute; minute < plan.EndMinute; minute++)
        {
            calls.Clear();
            foreach (var count in plan.Minutes[minute])
            {
                AddCalls(calls, plan, minute, count, functions[count.Function].Spec.Key.Value);
            }

            calls.Sort(InOrder);
            foreach (var call in calls)
            {
                yield return call;
            }
        }
    }

    /// <summary>
    /// The numbers are drawn per function and minute, so a part of a trace, or a trace with fewer functions, has the
    /// same arrivals as the whole.
    /// </summary>
    private static void AddCalls(List<TraceCall> calls, AzurePlan plan, int minute, MinuteCount count, string key)
    {
        var random = SeededRandom.For(plan.Options.Seed, SeededRandom.NameOf(key), (ulong)minute);
        Span<TimeSpan> offsets =
            count.Calls <= 256 ? stackalloc TimeSpan[count.Calls] : new TimeSpan[count.Calls];
        Arrivals.Fill(offsets, plan.Options.Arrivals, ref random);
        var start = TimeSpan.FromMinutes(minute);
        foreach (var offset in offsets)
        {
            var duration = plan.Times[count.Function].Next(plan.Options.Durations, ref random);
            if (plan.Window.Contains(start + offset))
            {
                var at = start + offset - plan.Window.From;
                calls.Add(new TraceCall(at, count.Function, duration, TraceCall.GoodStatus));
            }
        }
    }
}
