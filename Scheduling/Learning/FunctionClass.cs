namespace OrleansScaler.Scheduling.Learning;

/// <summary>
/// What a function is like to share a slot with. The numbers are stored and sent: append, never renumber.
/// </summary>
public enum FunctionClass
{
    /// <summary>Too little is known, or no more than that runs fail in company; one request per slot.</summary>
    Unknown = 0,

    /// <summary>Two requests fit into a slot, in memory and in CPU.</summary>
    Light = 1,

    /// <summary>Two requests in a slot would take, or took, each other's CPU.</summary>
    CpuHeavy = 2,

    /// <summary>Two requests in a slot would use, or used, more memory than it has.</summary>
    MemoryHeavy = 3,
}
