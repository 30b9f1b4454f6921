using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Grains.Nodes;

/// <summary>Bits that look random, are the same for the same name, and differ for names that are alike.</summary>
internal static class StableBits
{
    /// <summary>64 bits: FNV-1a over the UTF-16 units, then the finalizer of SplitMix64.</summary>
    public static ulong Of(string name)
    {
        var hash = StableHash.Of64(name);
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return hash ^ (hash >> 31);
    }

    /// <summary>A number from 0 to below 1.</summary>
    public static double Share(string name) => (Of(name) >> 11) * (1.0 / (1UL << 53));
}
