namespace OrleansScaler.Cli.Place;

/// <summary>What a full ledger weighs.</summary>
/// <param name="Nodes">Its nodes.</param>
/// <param name="Slots">Its slots.</param>
/// <param name="LedgerMegabytes">What the ledger and the slots' names take on the heap.</param>
/// <param name="PeakMegabytes">The most that the whole process has taken.</param>
internal sealed record MemoryFigures(int Nodes, int Slots, double LedgerMegabytes, double PeakMegabytes);
