using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Simulation.Workloads;

/// <summary>What a synthetic trace is made of.</summary>
/// <param name="Functions">The functions.</param>
/// <param name="Window">The part to play; its end is not after the workload's.</param>
/// <param name="Seed">Names the random choices.</param>
internal sealed record SyntheticPlan(IReadOnlyList<SyntheticFunction> Functions, TraceWindow Window, ulong Seed)
{
    public FunctionStreams StreamsOf(int function) => new(Seed, Functions[function].Key);

    /// <summary>The function's calls from the workload's start to the window's end.</summary>
    public IEnumerable<TimeSpan> Moments(int function) =>
        Functions[function].Arrivals.Moments(StreamsOf(function), Window.End);
}
