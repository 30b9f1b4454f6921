using OrleansScaler.Scheduling.Policies.Spes.Rules;

namespace OrleansScaler.Scheduling.Policies.Spes;

/// <summary>Finds a function's class: the first whose rule fits, the more certain ones first.</summary>
internal static class SpesClassifier
{
    private static readonly Func<SpesHistory, SpesPlan?>[] s_rules =
    [
        AlwaysWarmRule.Fit,
        RegularRule.Fit,
        ApproximatelyRegularRule.Fit,
        DenseRule.Fit,
        SuccessiveRule.Fit,
        CorrelatedRule.Fit,
        PulsedRule.Fit,
        PossibleRule.Fit,
    ];

    /// <summary>The plan of the function's class; null when none fits.</summary>
    public static SpesPlan? Classify(SpesHistory history)
    {
        foreach (var rule in s_rules)
        {
            if (rule(history) is { } plan)
            {
                return plan;
            }
        }

        return null;
    }
}
