namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>A call whose caller has no answer yet. Only the clock's turns change it.</summary>
/// <param name="index">Its place in the workload.</param>
/// <param name="arrivedAt">When it was due, in the agenda's ticks.</param>
internal sealed class LiveCall(int index, long arrivedAt)
{
    public int Index => index;

    public long ArrivedAt => arrivedAt;

    /// <summary>Whether its container became ready after it had arrived.</summary>
    public bool IsCold { get; set; }

    /// <summary>How it ran, where it has run.</summary>
    public CellRunEnd? End { get; set; }
}
