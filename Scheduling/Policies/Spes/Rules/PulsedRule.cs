using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Policies.Spes.Rules;

/// <summary>
/// Most calls follow others within a minute, and nothing is known of the waits: more calls are waited for a while.
/// </summary>
internal static class PulsedRule
{
    public static SpesPlan? Fit(SpesHistory history) =>
        !history.HasFewWaits
        && history.Gaps.Length - history.Waits.Length >= SpesFigures.PulsedShare * history.Gaps.Length
            ? SpesPlan.Keeping(Reason.Pulsed, SpesFigures.PulsedMinutes)
            : null;
}
