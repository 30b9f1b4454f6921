namespace OrleansScaler.Simulation.Cells.Machines;

/// <summary>
/// A container's part of its node's CPU. Its calls have equal weights, so they are served alike: one sum, the service
/// that each of them has had, stands for all, and a call's work is done when the sum has grown by it.
/// </summary>
internal sealed class CpuShare
{
    private readonly double _quota;
    private readonly double _weightOfCall;

    /// <summary>Makes one for a container without calls.</summary>
    /// <param name="quota">Cores that all its calls may use together.</param>
    /// <param name="weightOfCall">Weight of each of its calls: the container's limit.</param>
    public CpuShare(double quota, double weightOfCall)
    {
        _quota = quota;
        _weightOfCall = weightOfCall;
    }

    /// <summary>Calls that want CPU, in the order of their starts.</summary>
    public List<NodeCall> Wanting { get; } = [];

    /// <summary>Cores that it gets now, all calls together.</summary>
    public double Cores { get; set; }

    /// <summary>CPU that it has used, in core ticks.</summary>
    public double UsedTicks { get; private set; }

    /// <summary>The same when its node was last asked.</summary>
    public double PolledTicks { get; set; }

    /// <summary>What each call has been served since one of them last wanted CPU anew, in core ticks.</summary>
    public double Served { get; private set; }

    public double Weight => Wanting.Count * _weightOfCall;

    /// <summary>No call has more than one core, and all together no more than the quota.</summary>
    public double Cap => Math.Min(Wanting.Count, _quota);

    public void Add(NodeCall call)
    {
        Served = Wanting.Count == 0 ? 0 : Served;
        call.ServedUntil = Served + call.Work.Cpu.Ticks;
        Wanting.Add(call);
    }

    /// <summary>Time goes by at the present rate.</summary>
    public void Serve(long ticks)
    {
        UsedTicks += Cores * ticks;
        Served += Cores / Wanting.Count * ticks;
    }

    /// <summary>Ticks until the first of its calls is done, rounded up; only while some call wants CPU.</summary>
    public double TicksToNext()
    {
        var least = double.PositiveInfinity;
        foreach (var call in Wanting)
        {
            least = Math.Min(least, call.ServedUntil);
        }

        return Math.Ceiling(Math.Max(0, least - Served) * Wanting.Count / Cores);
    }
}
