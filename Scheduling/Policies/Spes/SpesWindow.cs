namespace OrleansScaler.Scheduling.Policies.Spes;

/// <summary>When the next call is expected, counted from the last.</summary>
/// <param name="From">From here on a slot stands ready.</param>
/// <param name="To">Until here; then the call did not come.</param>
public readonly record struct SpesWindow(TimeSpan From, TimeSpan To)
{
    /// <summary>The time round waits that were seen, with the time ahead and the time to give up.</summary>
    internal static SpesWindow Around(double leastMinutes, double mostMinutes) => new(
        TimeSpan.FromMinutes(Math.Max(0, leastMinutes - SpesFigures.AheadMinutes)),
        TimeSpan.FromMinutes(mostMinutes + SpesFigures.GiveUpMinutes));
}
