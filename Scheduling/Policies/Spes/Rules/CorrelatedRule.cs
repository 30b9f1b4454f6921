using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Policies.Spes.Rules;

/// <summary>Another function announces this one: that is when a slot is made.</summary>
internal static class CorrelatedRule
{
    public static SpesPlan? Fit(SpesHistory history) =>
        history.IsTold ? SpesPlan.Keeping(Reason.Correlated, SpesFigures.GiveUpMinutes) : null;
}
