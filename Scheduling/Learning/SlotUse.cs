namespace OrleansScaler.Scheduling.Learning;

/// <summary>What one slot was seen to use, by a look at its node.</summary>
/// <param name="MemoryMegabytes">Its memory, in MB.</param>
/// <param name="CpuMillicores">Its CPU, in thousandths of a core.</param>
/// <param name="Company">Requests in it: averaged since the look before, or at this one. 0 while idle.</param>
public readonly record struct SlotUse(double MemoryMegabytes, double CpuMillicores, double Company);
