using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Simulation.Cells.Machines;

/// <summary>A container on a simulated node. Only its node changes it.</summary>
internal sealed class NodeContainer
{
    /// <summary>Makes one that is not there yet.</summary>
    public NodeContainer(string id, FunctionSpec function, double quota)
    {
        Id = id;
        Function = function;
        Cpu = new CpuShare(quota, function.MemoryMegabytes);
    }

    public string Id { get; }

    /// <summary>What it runs; its memory is the limit.</summary>
    public FunctionSpec Function { get; }

    public ContainerState State { get; set; }

    /// <summary>When it became ready, in ticks since the cell's start.</summary>
    public long ReadyAt { get; set; } = long.MaxValue;

    /// <summary>Calls in it, in the order of their starts; those that wait too.</summary>
    public List<NodeCall> Calls { get; } = [];

    /// <summary>What it uses now, in MB.</summary>
    public double UsedMegabytes { get; set; }

    /// <summary>Its part of the CPU.</summary>
    public CpuShare Cpu { get; }
}
