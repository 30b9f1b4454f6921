using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Policies.Spes.Rules;

/// <summary>Nine in ten waits last no longer than five minutes: slots are kept that long.</summary>
internal static class DenseRule
{
    public static SpesPlan? Fit(SpesHistory history) =>
        !history.HasFewWaits && history.Wait(0.9) <= SpesFigures.DenseMinutes
            ? SpesPlan.Keeping(Reason.Dense, SpesFigures.DenseMinutes)
            : null;
}
