namespace OrleansScaler.Grains.Functions;

/// <summary>How many creates a silo may have under way.</summary>
/// <param name="First">At its start, when it knows nothing of the platform.</param>
/// <param name="Fewest">However many come too late.</param>
/// <param name="Most">However well it goes.</param>
internal sealed record StartBounds(int First, int Fewest, int Most)
{
    /// <summary>
    /// Of slots that requests wait for. What is under way is what a killed silo leaves to be settled, and the records
    /// of it are rewritten with each note: a few hundred are settled within a second. 4,096 that take 0.5 s are 8,000
    /// cold starts a second, more than one silo was measured to keep up with.
    /// </summary>
    public static StartBounds OfStarts { get; } = new(First: 256, Fewest: 32, Most: 4_096);

    /// <summary>Of creates of before that nobody waits for: beside the starts, and never more than a few.</summary>
    public static StartBounds OfSettling { get; } = new(First: 32, Fewest: 8, Most: 64);
}
