namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>
/// Picks within a published range of times by the size of a slot: an idle second of a large slot costs more, so large
/// ones get the short end.
/// </summary>
internal static class SizeScale
{
    /// <summary>The contest's smallest slots, which get the long end.</summary>
    private const double SmallMegabytes = 128;

    /// <summary>Doublings from there to 2 GB, which gets the short end.</summary>
    private const double Doublings = 4;

    /// <summary>The time for a slot: an equal step shorter with every doubling of its memory.</summary>
    /// <remarks>1,500 s to 1,300 s: 128 MB 1,500 s, 256 MB 1,450 s, 512 MB 1,400 s, 2 GB and more 1,300 s.</remarks>
    /// <param name="longest">For slots of 128 MB and less.</param>
    /// <param name="shortest">For slots of 2 GB and more.</param>
    /// <param name="megabytes">The slot's memory.</param>
    public static TimeSpan Between(TimeSpan longest, TimeSpan shortest, double megabytes)
    {
        var share = Math.Clamp(Math.Log2(megabytes / SmallMegabytes) / Doublings, 0, 1);
        return longest - ((longest - shortest) * share);
    }
}
