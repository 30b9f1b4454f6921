using System.Globalization;

namespace OrleansScaler.Scheduling.Nodes;

/// <summary>An amount of memory and CPU: what a node offers, what a slot needs.</summary>
/// <param name="MemoryMegabytes">Memory in MB.</param>
/// <param name="CpuMillicores">CPU in thousandths of a core.</param>
public readonly record struct Resources(double MemoryMegabytes, double CpuMillicores)
{
    /// <summary>
    /// The ledger counts in steps of 1/1024. Sums of such numbers are exact in a double up to 2^43, so that what is
    /// added and taken away a million times ends at exactly zero.
    /// </summary>
    private const double StepsPerUnit = 1_024;

    /// <summary>More than any machine has, in MB and in millicores (1,048,576 GB; a million cores).</summary>
    private const double Maximum = 1L << 30;

    /// <summary>CPU that follows memory: ⅔ core per GB of limit (2020 protocol), so 3 GB are exactly 2 cores.</summary>
    private const double MillicoresPerGigabyte = 2_000.0 / 3;

    /// <summary>Nothing.</summary>
    public static Resources Zero => default;

    /// <summary>Whether both amounts are numbers from 0 to 2^30.</summary>
    public bool IsSensible => MemoryMegabytes is >= 0 and <= Maximum && CpuMillicores is >= 0 and <= Maximum;

    /// <summary>An amount of memory with the CPU that follows it.</summary>
    /// <param name="megabytes">Memory in MB.</param>
    public static Resources OfMemory(double megabytes) => new(megabytes, megabytes / 1_024 * MillicoresPerGigabyte);

    /// <summary>The larger memory and the larger CPU of two.</summary>
    public static Resources Max(Resources one, Resources other) => new(
        Math.Max(one.MemoryMegabytes, other.MemoryMegabytes), Math.Max(one.CpuMillicores, other.CpuMillicores));

    /// <summary>The smaller memory and the smaller CPU of two.</summary>
    public static Resources Min(Resources one, Resources other) => new(
        Math.Min(one.MemoryMegabytes, other.MemoryMegabytes), Math.Min(one.CpuMillicores, other.CpuMillicores));

    /// <summary>The sum, memory and CPU apart.</summary>
    public static Resources operator +(Resources one, Resources other) =>
        new(one.MemoryMegabytes + other.MemoryMegabytes, one.CpuMillicores + other.CpuMillicores);

    /// <summary>The difference, memory and CPU apart; it may be negative.</summary>
    public static Resources operator -(Resources one, Resources other) =>
        new(one.MemoryMegabytes - other.MemoryMegabytes, one.CpuMillicores - other.CpuMillicores);

    /// <summary>A multiple.</summary>
    public static Resources operator *(Resources one, double times) =>
        new(one.MemoryMegabytes * times, one.CpuMillicores * times);

    /// <summary>Whether there is room for this in another amount, in memory and in CPU.</summary>
    /// <param name="room">The other amount.</param>
    public bool FitsIn(Resources room) =>
        MemoryMegabytes <= room.MemoryMegabytes && CpuMillicores <= room.CpuMillicores;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{MemoryMegabytes:0.###} MB and {CpuMillicores:0.###} millicores");

    /// <summary>
    /// A need in steps. Memory goes up: 1 KB is nothing. CPU goes down: twelve slots of 166.667 millicores are then
    /// 1,999.99, and not the 2,000.004 that two cores have no room for.
    /// </summary>
    internal Resources NeedInSteps() => new(
        Math.Ceiling(MemoryMegabytes * StepsPerUnit) / StepsPerUnit,
        Math.Floor(CpuMillicores * StepsPerUnit) / StepsPerUnit);

    /// <summary>A capacity in steps: never more than it is.</summary>
    internal Resources CapacityInSteps() => new(
        Math.Floor(MemoryMegabytes * StepsPerUnit) / StepsPerUnit,
        Math.Floor(CpuMillicores * StepsPerUnit) / StepsPerUnit);
}
