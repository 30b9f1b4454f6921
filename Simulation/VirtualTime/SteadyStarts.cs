namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>Every start succeeds and takes what the function's starts take.</summary>
internal sealed class SteadyStarts(Workload workload) : IStartPlan
{
    public StartOutcome Outcome(int function, long start) => new(workload.StartLatency(function));
}
