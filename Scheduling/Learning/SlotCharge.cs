using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Scheduling.Learning;

/// <summary>What one slot of a function was seen to use, whole: what its node has to hold ready for it.</summary>
/// <remarks>
/// Memory is the 95th percentile of what slots used while they ran something: a node that runs out of memory kills.
/// CPU is the mean over all looks, idle slots included, because a node that runs out of CPU only delays, and the sum
/// over many slots is what matters; its spread goes along as the variance. Charged with its peaks instead, a CPU-heavy
/// function took up to twice the nodes in the 2020 workload and answered no sooner: its quota holds each slot back.
/// </remarks>
internal sealed class SlotCharge(LearningOptions options, Resources limit)
{
    private readonly ValueWindow _memory = new(ValueWindow.MaximumCapacity);
    private readonly CpuWindows _cpu = new();

    /// <summary>Before anything was measured: memory in full, CPU oversold.</summary>
    public MeasuredNeed Unmeasured =>
        new(limit with { CpuMillicores = limit.CpuMillicores / options.CpuOversale }, Resources.Zero);

    /// <summary>A running slot used so much, in MB.</summary>
    public void Memory(double megabytes) => _memory.Add(megabytes);

    /// <summary>A slot used so much, in millicores.</summary>
    public void Cpu(double millicores, DateTimeOffset now) => _cpu.Add(millicores, now);

    /// <summary>
    /// Another number of requests may share. For more, use is taken to grow with them until it is measured: too much,
    /// but a node is not overdrawn in the meantime. For fewer, what was seen of more stays until it falls out.
    /// </summary>
    public void Moved(int from, int to)
    {
        if (to > from)
        {
            _memory.Scale((double)to / from);
            _cpu.Scale((double)to / from);
        }
    }

    /// <summary>
    /// Null until memory was told often enough. CPU that nobody told is oversold as before, unless it is known to run
    /// short.
    /// </summary>
    public MeasuredNeed? Measured(bool isCpuHeavy)
    {
        if (_memory.Count < options.SamplesToTrust)
        {
            return null;
        }

        var (cpu, cpuVariance) = CpuOf(isCpuHeavy);
        var usual = new Resources(_memory.Quantile(0.95), cpu);
        return new MeasuredNeed(Resources.Min(usual, limit), new Resources(_memory.All().Variance, cpuVariance));
    }

    private (double Usual, double Variance) CpuOf(bool isCpuHeavy)
    {
        if (_cpu.Looks < options.SamplesToTrust)
        {
            return (isCpuHeavy ? limit.CpuMillicores : Unmeasured.Usual.CpuMillicores, 0);
        }

        return _cpu.All();
    }
}
