namespace OrleansScaler.Simulation.Cells.Workloads;

/// <summary>How much of a function's execution is CPU work. The table does not say; the facts of the run do.</summary>
internal enum CpuKind
{
    /// <summary>5 % of it.</summary>
    Light,

    /// <summary>All of it: its execution depends on its input.</summary>
    Whole,

    /// <summary>
    /// 154–300 core-ms whatever the table says: its execution times, with a mean of seconds, show contention.
    /// </summary>
    Burst,
}
