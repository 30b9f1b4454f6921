using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Simulation.Traces;

/// <summary>One function of a trace.</summary>
/// <param name="Spec">Its key, memory, timeout and runtime.</param>
/// <param name="InitDuration">How long an init takes; null where the trace does not say.</param>
public sealed record TraceFunction(FunctionSpec Spec, TimeSpan? InitDuration);
