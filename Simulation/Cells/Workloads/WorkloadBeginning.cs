namespace OrleansScaler.Simulation.Cells.Workloads;

/// <summary>Shorter workloads.</summary>
public static class WorkloadBeginning
{
    /// <summary>The workload's beginning: what arrives before a time; all functions stay.</summary>
    /// <param name="workload">The whole.</param>
    /// <param name="length">How much of it; a longer one than the whole is the whole.</param>
    public static CellWorkload Take(this CellWorkload workload, TimeSpan length) => length >= workload.Length
        ? workload
        : workload with { Calls = [.. workload.Calls.TakeWhile(call => call.At < length)], Length = length };
}
