using OrleansScaler.Simulation.Cells.Machines;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>A container that was made and not removed. Only the clock's turns change it.</summary>
/// <param name="container">The container itself.</param>
internal sealed class LiveContainer(NodeContainer container)
{
    public NodeContainer Container => container;

    /// <summary>Calls that the scheduler gave it to and that have not returned it.</summary>
    public int Loans { get; set; }

    /// <summary>When the scheduler had first been told of a call that went wrong here, in the agenda's ticks.</summary>
    public long ToldAt { get; set; } = long.MaxValue;

    /// <summary>Whether taking it away would hurt a call.</summary>
    public bool IsInUse => Loans > 0 || container.Calls.Count > 0;
}
