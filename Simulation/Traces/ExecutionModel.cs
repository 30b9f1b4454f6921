namespace OrleansScaler.Simulation.Traces;

/// <summary>How long a call executes, where a trace has only a distribution per function.</summary>
public enum ExecutionModel
{
    /// <summary>Always the function's average.</summary>
    Average,

    /// <summary>Drawn from the function's percentiles, straight lines between them.</summary>
    Percentiles,
}
