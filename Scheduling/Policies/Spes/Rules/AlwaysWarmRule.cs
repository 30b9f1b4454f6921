using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Policies.Spes.Rules;

/// <summary>Called in every minute for an hour: one slot stays, until a whole minute passes without a call.</summary>
internal static class AlwaysWarmRule
{
    public static SpesPlan? Fit(SpesHistory history) => history.WarmMinutes >= SpesFigures.WarmMinutes
        ? SpesPlan.Keeping(Reason.AlwaysWarm, SpesFigures.DenseMinutes)
        : null;
}
