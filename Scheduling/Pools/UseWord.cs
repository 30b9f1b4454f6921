namespace OrleansScaler.Scheduling.Pools;

/// <summary>How one slot is used, in 64 bits, so that it is always written whole.</summary>
public static class UseWord
{
    /// <summary>Not ready yet, or on its way out: nobody holds it.</summary>
    public const ulong NotReady = 0;

    /// <summary>Ready and lent to nobody.</summary>
    public const ulong Idle = 1;

    /// <summary>Held by several requests, or by one that is not known by now.</summary>
    public const ulong Shared = 2;

    private const ulong HeldBit = 1UL << 63;
    private const ulong Basis = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    /// <summary>
    /// Held by one request. Two of a million ids share a word with a chance of 1 to 18 million, and only a slot's own
    /// callers are ever compared with it.
    /// </summary>
    /// <param name="request">The request.</param>
    public static ulong HeldBy(RequestId request)
    {
        // FNV-1a: the same in every process and version.
        var hash = Basis;
        foreach (var letter in request.Value)
        {
            hash = (hash ^ letter) * Prime;
        }

        return hash | HeldBit;
    }

    /// <summary>Whether a word is of one request.</summary>
    public static bool IsHeld(ulong word) => (word & HeldBit) != 0;
}
