namespace OrleansScaler.Scheduling.Nodes.Shards;

/// <summary>What a shard of nodes tells others of itself: cheap to send, and a little old when read.</summary>
/// <param name="Shard">Its number.</param>
/// <param name="Offered">What its nodes that take slots offer.</param>
/// <param name="Used">What is used or reserved of it.</param>
/// <param name="LargestFree">The most memory and the most CPU that one of its nodes may have free.</param>
public readonly record struct ShardDigest(int Shard, Resources Offered, Resources Used, Resources LargestFree)
{
    /// <summary>How full it is: the larger share of memory and CPU, from 0 to 1; 1 where it offers nothing.</summary>
    public double Fill => Math.Max(
        Share(Used.MemoryMegabytes, Offered.MemoryMegabytes), Share(Used.CpuMillicores, Offered.CpuMillicores));

    private static double Share(double used, double offered) => offered > 0 ? Math.Min(used / offered, 1) : 1;
}
