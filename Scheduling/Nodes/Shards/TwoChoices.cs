namespace OrleansScaler.Scheduling.Nodes.Shards;

/// <summary>
/// Chooses between two shards that were drawn at random (Mitzenmacher, 2001: the fuller of two draws is avoided, and no
/// shard stands out). At low load the fuller one is taken instead, so that others can give nodes back.
/// </summary>
public static class TwoChoices
{
    /// <summary>Both emptier than this is low load: room for one shard's share to come over without a wait.</summary>
    public const double LowLoad = 0.7;

    /// <summary>Draws two different shards.</summary>
    /// <param name="bits">64 random bits.</param>
    /// <param name="shards">Number of shards, 1 or more.</param>
    /// <returns>Two numbers below the number of shards; the same twice when there is only one.</returns>
    public static (int One, int Other) Draw(ulong bits, int shards)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        var one = (int)((bits >> 32) % (ulong)shards);
        if (shards == 1)
        {
            return (one, one);
        }

        var other = (int)((bits & uint.MaxValue) % (ulong)(shards - 1));
        return (one, other + (other >= one ? 1 : 0));
    }

    /// <summary>The shard to ask first; the other one is where it would forward to.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    /// <param name="need">What one slot takes.</param>
    public static int Choose(in ShardDigest one, in ShardDigest other, Resources need)
    {
        var oneHasRoom = need.FitsIn(one.LargestFree);
        if (oneHasRoom != need.FitsIn(other.LargestFree))
        {
            return oneHasRoom ? one.Shard : other.Shard;
        }

        if (one.Fill == other.Fill)
        {
            return Math.Min(one.Shard, other.Shard);
        }

        var packs = one.Fill < LowLoad && other.Fill < LowLoad;
        return one.Fill > other.Fill == packs ? one.Shard : other.Shard;
    }
}
