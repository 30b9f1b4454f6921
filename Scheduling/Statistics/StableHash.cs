namespace OrleansScaler.Scheduling.Statistics;

/// <summary>
/// FNV-1a (RFC 9923), of text over its UTF-16 units: the same in every process and version, which
/// <c>string.GetHashCode</c> is not. What is stored or sent by such a number is found again by it, so the numbers
/// never change.
/// </summary>
public static class StableHash
{
    private const uint Basis32 = 2_166_136_261;
    private const uint Prime32 = 16_777_619;
    private const ulong Basis64 = 14_695_981_039_346_656_037;
    private const ulong Prime64 = 1_099_511_628_211;

    /// <summary>32 bits for a name.</summary>
    /// <param name="name">The name.</param>
    public static uint Of32(ReadOnlySpan<char> name)
    {
        var hash = Basis32;
        foreach (var unit in name)
        {
            hash = (hash ^ unit) * Prime32;
        }

        return hash;
    }

    /// <summary>32 bits for bytes.</summary>
    /// <param name="bytes">Such as a name in UTF-8.</param>
    public static uint Of32(ReadOnlySpan<byte> bytes)
    {
        var hash = Basis32;
        foreach (var unit in bytes)
        {
            hash = (hash ^ unit) * Prime32;
        }

        return hash;
    }

    /// <summary>64 bits for a name.</summary>
    /// <param name="name">The name.</param>
    public static ulong Of64(ReadOnlySpan<char> name)
    {
        var hash = Basis64;
        foreach (var unit in name)
        {
            hash = (hash ^ unit) * Prime64;
        }

        return hash;
    }
}
