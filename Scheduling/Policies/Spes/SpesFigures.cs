namespace OrleansScaler.Scheduling.Policies.Spes;

/// <summary>
/// The figures of the classes. Those in minutes are whole ones because the published classification counts calls by the
/// minute; they are kept, though times are known exactly here, so that the classes mean what they mean there.
/// </summary>
internal static class SpesFigures
{
    /// <summary>A gap from this on is a wait; shorter ones are within a run of calls.</summary>
    public const double WaitMinutes = 1;

    /// <summary>Waits that a class needs more than: fewer say nothing.</summary>
    public const int FewWaits = 3;

    /// <summary>How long before its time a slot is made.</summary>
    public const double AheadMinutes = 2;

    /// <summary>How long a slot is kept for a call that is late, or after one that is not followed.</summary>
    public const double GiveUpMinutes = 1;

    /// <summary>The same for dense functions; also what the waits of one may last.</summary>
    public const double DenseMinutes = 5;

    /// <summary>The same for pulsed ones.</summary>
    public const double PulsedMinutes = 3;

    /// <summary>Waits that differ by no more are one.</summary>
    public const double RegularSpreadMinutes = 1;

    /// <summary>Frequent waits looked at for approximate regularity.</summary>
    public const int Modes = 3;

    /// <summary>The part of all waits that <see cref="Modes"/> must make up.</summary>
    public const double ModesShare = 0.9;

    /// <summary>Repeated waits that lie no further apart are one range; others are values of their own.</summary>
    public const double RangeMinutes = 10;

    /// <summary>Separate values that are waited for; each costs a slot for a while.</summary>
    public const int MaximumValues = 8;

    /// <summary>Minutes in a row with a call that make a function always warm: an hour without a pause.</summary>
    public const int WarmMinutes = 60;

    /// <summary>What each run of calls of a successive function lasts and counts at least.</summary>
    public const double RunMinutes = 2;

    /// <summary>Calls in each run of a successive function.</summary>
    public const int RunCalls = 5;

    /// <summary>Part of the gaps that are shorter than a wait, for a pulsed function.</summary>
    public const double PulsedShare = 0.5;
}
