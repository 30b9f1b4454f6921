namespace OrleansScaler.Scheduling.Spares;

/// <summary>What a policy may know of the spares of one memory size. A view to read during the call.</summary>
/// <param name="Now">The instant.</param>
/// <param name="MemoryGigabytes">Memory of each.</param>
/// <param name="Prepared">Spares that stand ready.</param>
/// <param name="UnderWay">Spares that are being made.</param>
/// <param name="MeanCreate">Mean time to make a slot of this size; zero while none was made.</param>
/// <param name="Demand">How often slots of this size are asked for. To read only.</param>
public readonly record struct SpareSnapshot(
    DateTimeOffset Now,
    double MemoryGigabytes,
    int Prepared,
    int UnderWay,
    TimeSpan MeanCreate,
    SpareDemand Demand);
