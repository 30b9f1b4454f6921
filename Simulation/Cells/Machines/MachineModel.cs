namespace OrleansScaler.Simulation.Cells.Machines;

/// <summary>
/// What a simulated node of the 2020 contest is and does. The usual figures are those that everybody's scores go by.
/// </summary>
public sealed record MachineModel
{
    /// <summary>Where a node's service listens; in virtual time nobody connects.</summary>
    internal const int NodePort = 10_300;

    /// <summary>The contest's machine.</summary>
    public static MachineModel Contest { get; } = new();

    /// <summary>Cores of a node.</summary>
    public double Cores { get; init; } = 2;

    /// <summary>Memory of the machine, in MB.</summary>
    public double MemoryMegabytes { get; init; } = 4_096;

    /// <summary>What it offers to containers' limits, in MB; more may be put on it at one's own risk.</summary>
    public double OfferedMegabytes { get; init; } = 3_072;

    /// <summary>Cores that a container may use for each GB of its limit: 3 GB of limits are exactly 2 cores.</summary>
    public double CoresPerGigabyte { get; init; } = 2.0 / 3;

    /// <summary>
    /// What a container uses before its first call, in MB. The lightest functions of an official run report 1 MB with a
    /// call in it, so it can be no more.
    /// </summary>
    public double IdleMegabytes { get; init; } = 1;

    /// <summary>Time of a create that is alone on its node.</summary>
    public TimeSpan Create { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// What each other create under way on the node adds to one that begins: with k others it takes 0.5 s + k · 0.1 s,
    /// whatever begins or ends later. Ten at once take 0.5, 0.6, … 1.4 s.
    /// </summary>
    public TimeSpan CreateOverlap { get; init; } = TimeSpan.FromSeconds(0.1);

    /// <summary>Time of a removal: milliseconds, as everything that makes nothing.</summary>
    public TimeSpan Remove { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Nodes ready at the start.</summary>
    public int ReadyNodes { get; init; } = 10;

    /// <summary>Nodes that there are, ready, starting or reserved.</summary>
    public int MaximumNodes { get; init; } = 20;

    /// <summary>From the order of a node, or its release, until it is ready.</summary>
    public TimeSpan NodeStart { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest time that the reservation of a ready node takes; the least is nothing.</summary>
    public TimeSpan ReserveAtMost { get; init; } = TimeSpan.FromMilliseconds(8);

    /// <summary>Cores that a container may use.</summary>
    /// <param name="limitMegabytes">Its memory limit, in MB.</param>
    public double QuotaOf(double limitMegabytes) => limitMegabytes / 1_024 * CoresPerGigabyte;
}
