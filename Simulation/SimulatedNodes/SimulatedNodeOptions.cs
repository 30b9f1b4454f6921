using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Simulation.SimulatedNodes;

/// <summary>How simulated nodes behave. Section <c>Nodes:Simulated</c>.</summary>
public sealed class SimulatedNodeOptions
{
    /// <summary>Nodes that stand from the beginning; 0 simulates none.</summary>
    [Range(0, 100_000)]
    public int Count { get; set; }

    /// <summary>Nodes that the simulated resource manager lends; 0: there is none.</summary>
    [Range(0, 100_000)]
    public int Lent { get; set; }

    /// <summary>What a node offers, in MB.</summary>
    [Range(1.0, 1_073_741_824.0)]
    public double MemoryMegabytes { get; set; } = 3_072;

    /// <summary>What a node offers, in thousandths of a core.</summary>
    [Range(1.0, 1_073_741_824.0)]
    public double CpuMillicores { get; set; } = 2_000;

    /// <summary>Time of a create that has the node to itself.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan CreateLatency { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How much longer a create takes for each other one in progress on the node when it begins.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan CreateLatencyPerOther { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Time of a remove; the container is gone from the call on.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan RemoveLatency { get; set; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Time until a node that is started or was given back can be lent.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ReadyAfter { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Nodes of those lent that are ready at once.</summary>
    [Range(0, 100_000)]
    public int ReadyAtOnce { get; set; } = 10;
}
