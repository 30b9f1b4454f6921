using OrleansScaler.Simulation.Traces;
using OrleansScaler.Simulation.Workloads;

namespace OrleansScaler.Simulation.Tests.Workloads;

/// <summary>Opens workloads and measures what they play.</summary>
internal static class Played
{
    public static Trace Open(string workload, TraceOptions? options = null) =>
        SyntheticWorkload.Open(SyntheticWorkload.Prefix + workload, options ?? new TraceOptions());

    public static List<TraceCall> Calls(string workload, ulong seed = TraceOptions.DefaultSeed) =>
        [.. Open(workload, new TraceOptions { Seed = seed }).Calls()];

    /// <summary>The calls of one function by its key: moments and executions.</summary>
    public static List<(TimeSpan At, TimeSpan Duration)> Of(Trace trace, string key)
    {
        var function = trace.Functions.Select(f => f.Spec.Key.Value).ToList().IndexOf(key);
        return [.. trace.Calls().Where(call => call.Function == function).Select(call => (call.At, call.Duration))];
    }

    /// <summary>Gaps between the calls of each function, in seconds.</summary>
    public static List<double> Gaps(IEnumerable<TraceCall> calls) =>
    [
        .. calls.GroupBy(call => call.Function).SelectMany(
            function => function.Zip(function.Skip(1), (one, next) => (next.At - one.At).TotalSeconds)),
    ];

    /// <summary>Deviation as a share of the mean.</summary>
    public static double Variation(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean))) / mean;
    }

    /// <summary>Variance over mean of the counts in windows, of each function; 1 for Poisson.</summary>
    public static double Dispersion(Trace trace, TimeSpan window)
    {
        var windows = (int)(trace.Length / window);
        var counts = new double[trace.Functions.Count, windows];
        foreach (var call in trace.Calls())
        {
            counts[call.Function, (int)(call.At / window)]++;
        }

        var all = counts.Cast<double>().ToList();
        var mean = all.Average();
        return all.Average(count => (count - mean) * (count - mean)) / mean;
    }
}
