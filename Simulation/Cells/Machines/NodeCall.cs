namespace OrleansScaler.Simulation.Cells.Machines;

/// <summary>A call that runs in a container.</summary>
internal sealed class NodeCall
{
    public NodeCall(NodeContainer container, CallWork work, Action<CellRunEnd, double> ended)
    {
        Container = container;
        Work = work;
        Ended = ended;
    }

    public NodeContainer Container { get; }

    public CallWork Work { get; }

    /// <summary>Is told how it ended, and the most memory of its container meanwhile, in MB.</summary>
    public Action<CellRunEnd, double> Ended { get; }

    /// <summary>The CPU service of its container's calls at which its work is done, in core ticks.</summary>
    public double ServedUntil { get; set; }

    /// <summary>The most that its container used while it ran, in MB.</summary>
    public double PeakMegabytes { get; set; }

    /// <summary>False once it has ended, or has been killed.</summary>
    public bool IsRunning { get; set; } = true;
}
