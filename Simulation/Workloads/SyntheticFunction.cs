using OrleansScaler.Simulation.Traces;
using OrleansScaler.Simulation.Workloads.Durations;
using OrleansScaler.Simulation.Workloads.Processes;

namespace OrleansScaler.Simulation.Workloads;

/// <summary>A function that does not exist.</summary>
/// <param name="Function">Its key, memory and init.</param>
/// <param name="Arrivals">When it is called.</param>
/// <param name="Durations">How long its calls execute.</param>
internal sealed record SyntheticFunction(TraceFunction Function, IArrivalProcess Arrivals, IDurationModel Durations)
{
    public string Key => Function.Spec.Key.Value;
}
