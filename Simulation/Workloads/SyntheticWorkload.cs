using OrleansScaler.Simulation.Traces;
using OrleansScaler.Simulation.Workloads.Names;

namespace OrleansScaler.Simulation.Workloads;

/// <summary>Opens a workload that is made up: <c>synthetic:NAME[,key=value]…</c>.</summary>
public static class SyntheticWorkload
{
    /// <summary>What its name starts with, where a folder could stand too.</summary>
    public const string Prefix = "synthetic:";

    /// <summary>A hundred weeks of the speed bar; more would take hours just to count.</summary>
    private const double MaximumCalls = 1e9;

    /// <summary>A Monday, midnight: days and weeks of a workload are those of the calendar.</summary>
    private static readonly DateTimeOffset s_start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The names of all workloads.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. WorkloadNames.All.Select(known => known.Name)];

    /// <summary>Whether a trace's name is that of a workload.</summary>
    /// <param name="trace">The name.</param>
    public static bool IsNamedBy(string trace) => trace.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Makes a workload; its calls are made later, while they are asked for.</summary>
    /// <param name="trace">Its name, with the prefix.</param>
    /// <param name="options">Which part to play, and the seed.</param>
    /// <exception cref="TraceException">The name, a key or a value cannot be used.</exception>
    public static Trace Open(string trace, TraceOptions options)
    {
        var (definition, values) = WorkloadText.Read(trace[Prefix.Length..]);
        var plan = new SyntheticPlan(definition.Build(values), WindowOf(trace, values.Length, options), options.Seed);
        CheckSize(trace, plan);
        return new SyntheticTrace(plan)
        {
            Name = trace,
            Functions = [.. plan.Functions.Select(function => function.Function)],
            Start = s_start + plan.Window.From,
            Length = plan.Window.End - plan.Window.From,
            CallCount = SyntheticTrace.Count(plan),
        };
    }

    private static TraceWindow WindowOf(string trace, TimeSpan length, TraceOptions options)
    {
        var asked = TraceWindow.Of(options);
        return asked.From < length
            ? asked with { End = asked.End < length ? asked.End : length }
            : throw new TraceException(
                trace,
                FormattableString.Invariant(
                    $"the part asked for starts at minute {asked.From.TotalMinutes}, the trace ends at ")
                + FormattableString.Invariant($"{length.TotalMinutes}"));
    }

    private static void CheckSize(string trace, SyntheticPlan plan)
    {
        var calls = plan.Functions.Sum(function => function.Arrivals.RatePerSecond) 
            * plan.Window.End.TotalSeconds;
        if (calls > MaximumCalls)
        {
            throw new TraceException(
                trace,
                FormattableString.Invariant($"{calls:0} calls are to be expected; the bound is {MaximumCalls:0}"));
        }
    }
}
