namespace OrleansScaler.Simulation.Workloads.Names;

/// <summary>How the value of a key is written.</summary>
internal enum WorkloadKeyKind
{
    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A duration such as <c>30s</c>; kept in seconds.</summary>
    Duration,
}
