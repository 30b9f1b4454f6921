using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Policies.Spes.Rules;

/// <summary>Three waits, to the minute, make up nine in ten: a slot stands ready round each.</summary>
internal static class ApproximatelyRegularRule
{
    /// <summary>A wait to the nearest minute was up to so much shorter or longer.</summary>
    internal const double HalfMinute = 0.5;

    public static SpesPlan? Fit(SpesHistory history)
    {
        if (history.HasFewWaits)
        {
            return null;
        }

        var modes = history.Values().Take(SpesFigures.Modes).ToArray();
        return modes.Sum(mode => mode.Count) >= SpesFigures.ModesShare * history.Waits.Length
            ? SpesPlan.Expecting(
                Reason.ApproximatelyRegular,
                [.. modes.Select(mode => SpesWindow.Around(mode.Minutes - HalfMinute, mode.Minutes + HalfMinute))])
            : null;
    }
}
