namespace OrleansScaler.Scheduling.Companions;

/// <summary>When functions count as companions.</summary>
public sealed class CompanionOptions
{
    /// <summary>How close arrivals are that coincide; within it a burst of one function counts once.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Part of a function's arrivals that must coincide with another one's before that one announces it: the lock-step
    /// rule of the 2023 entries.
    /// </summary>
    public double Share { get; init; } = 0.9;

    /// <summary>
    /// Part of the announcing function's arrivals that the other one must have come to. Without it a function that is
    /// called every second would announce every other function, and be wrong nearly always; with a half, a slot is made
    /// in vain at most as often as not.
    /// </summary>
    public double AnnouncingShare { get; init; } = 0.5;

    /// <summary>
    /// Common arrivals before anything is believed. Two functions called once a minute each meet by chance with 2 s in
    /// 60, 3 %; five times in a row with 4 · 10⁻⁸, so that even among the pairs of 1,000 functions none is expected.
    /// </summary>
    public int LeastTogether { get; init; } = 5;

    /// <summary>
    /// Arrivals after which all counts of a function are halved: what is believed rests on the last 100 to 200, so that
    /// functions that parted are forgotten and new ones are found.
    /// </summary>
    public int HalveAt { get; init; } = 200;

    /// <summary>
    /// How many times as long the usual gap of one may be as the other's. Companions have the same gaps; four leaves
    /// room for those that come to half of the calls and for a mean that is still settling.
    /// </summary>
    public int GapRatio { get; init; } = 4;

    /// <summary>
    /// Functions counted per function, the most frequent. Of a larger group each function knows eight others.
    /// </summary>
    public int Candidates { get; init; } = 8;

    /// <summary>
    /// Arrivals of other functions looked at, the newest. Where more than 64 functions come within a second, most of
    /// them coincide by chance, and what is missed is little.
    /// </summary>
    public int Remembered { get; init; } = 64;
}
