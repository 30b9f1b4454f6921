using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Policies.Spes.Rules;

/// <summary>
/// Waits that came twice may come again: a slot stands ready over their range where that is short, else round each.
/// </summary>
internal static class PossibleRule
{
    public static SpesPlan? Fit(SpesHistory history)
    {
        var repeated = history.Values().FindAll(value => value.Count > 1);
        if (repeated.Count == 0)
        {
            return null;
        }

        var least = repeated.Min(value => value.Minutes) - ApproximatelyRegularRule.HalfMinute;
        var most = repeated.Max(value => value.Minutes) + ApproximatelyRegularRule.HalfMinute;
        return most - least <= SpesFigures.RangeMinutes
            ? SpesPlan.Expecting(Reason.Possible, SpesWindow.Around(least, most))
            : SpesPlan.Expecting(Reason.Possible, Separate(repeated));
    }

    private static SpesWindow[] Separate(List<(int Minutes, int Count)> values) =>
    [
        .. values.Take(SpesFigures.MaximumValues).Select(value => SpesWindow.Around(
            value.Minutes - ApproximatelyRegularRule.HalfMinute, value.Minutes + ApproximatelyRegularRule.HalfMinute)),
    ];
}
