namespace OrleansScaler.Scheduling.Pools;

/// <summary>Where a known request is.</summary>
internal enum RequestState
{
    /// <summary>In the wait line.</summary>
    Waiting,

    /// <summary>Holds an instance.</summary>
    Holding,

    /// <summary>Gave its instance back; remembered for repeats.</summary>
    Finished,
}
