namespace OrleansScaler.Simulation.Cells.Machines;

/// <summary>
/// What a call uses. The CPU work comes first, then the waiting: a handler starts with work, and the order makes no
/// difference to a call alone; the calls of a round then want the CPU at the same time, which is the harder case.
/// </summary>
/// <param name="Cpu">CPU work, as the time that it takes one whole core.</param>
/// <param name="Waiting">What comes after it and needs no CPU.</param>
/// <param name="MemoryMegabytes">What it adds to its container's memory while it runs, in MB.</param>
public readonly record struct CallWork(TimeSpan Cpu, TimeSpan Waiting, double MemoryMegabytes);
