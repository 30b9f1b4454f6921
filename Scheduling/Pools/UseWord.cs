using OrleansScaler.Scheduling.Pools.Recovery;
using OrleansScaler.Scheduling.Statistics;

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

    /// <summary>
    /// Held by one request: 63 bits of its id's hash. Two of a million ids share a word with a chance of 1 to 18
    /// million (10¹² / 2 pairs in 2⁶³), and only a slot's own callers are ever compared with it.
    /// </summary>
    /// <param name="request">The request.</param>
    public static ulong HeldBy(RequestId request) => StableHash.Of64(request.Value) | HeldBit;

    /// <summary>Whether a word is of one request.</summary>
    /// <param name="word">The word.</param>
    public static bool IsHeld(ulong word) => (word & HeldBit) != 0;

    /// <summary>What a word tells a pool that takes the slot over.</summary>
    /// <param name="word">The word; null where none is known.</param>
    public static SlotUse UseOf(ulong? word) => word switch
    {
        NotReady => SlotUse.NotReady,
        Idle => SlotUse.Idle,
        { } held when IsHeld(held) => SlotUse.HeldByWord,
        _ => SlotUse.Unknown,
    };
}
