using OrleansScaler.Simulation.Randomness;
using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Simulation.Workloads;

/// <summary>
/// A workload whose calls are made while they are asked for: one waiting call for each function is all that is held.
/// </summary>
internal sealed class SyntheticTrace : Trace
{
    /// <summary>Low bits of an order that hold the function; above them there is room for 31 days of ticks.</summary>
    private const int FunctionBits = 18;

    private readonly SyntheticPlan _plan;

    public SyntheticTrace(SyntheticPlan plan) => _plan = plan;

    /// <summary>Calls in the window. Function by function, which needs no order among them and no durations.</summary>
    public static long Count(SyntheticPlan plan)
    {
        var count = 0L;
        for (var i = 0; i < plan.Functions.Count; i++)
        {
            foreach (var moment in plan.Moments(i))
            {
                count += plan.Window.Contains(moment) ? 1 : 0;
            }
        }

        return count;
    }

    public override IEnumerable<TraceCall> Calls()
    {
        var moments = new IEnumerator<TimeSpan>[_plan.Functions.Count];
        var durations = new SeededRandom[moments.Length];
        var next = new PriorityQueue<int, long>(moments.Length);
        for (var i = 0; i < moments.Length; i++)
        {
            moments[i] = _plan.Moments(i).GetEnumerator();
            durations[i] = _plan.StreamsOf(i).Durations;
            if (moments[i].MoveNext())
            {
                next.Enqueue(i, OrderOf(moments[i].Current, i));
            }
        }

        while (next.TryPeek(out var function, out var order))
        {
            // Drawn for calls before the window too, so that a part of a workload executes like the whole.
            var duration = _plan.Functions[function].Durations.Next(ref durations[function]);
            Advance(next, moments[function], function);
            var at = TimeSpan.FromTicks(order >> FunctionBits) - _plan.Window.From;
            if (at >= TimeSpan.Zero)
            {
                yield return new TraceCall(at, function, duration, TraceCall.GoodStatus);
            }
        }
    }

    private static void Advance(PriorityQueue<int, long> next, IEnumerator<TimeSpan> moments, int function)
    {
        if (moments.MoveNext())
        {
            next.DequeueEnqueue(function, OrderOf(moments.Current, function));
        }
        else
        {
            next.Dequeue();
        }
    }

    /// <summary>By time, then by function: one number, so that one comparison settles it.</summary>
    private static long OrderOf(TimeSpan at, int function) => (at.Ticks << FunctionBits) | (uint)function;
}
