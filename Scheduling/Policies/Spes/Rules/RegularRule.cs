using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Policies.Spes.Rules;

/// <summary>All waits are alike, but for the outer twentieths: a slot stands ready round that time.</summary>
internal static class RegularRule
{
    public static SpesPlan? Fit(SpesHistory history)
    {
        if (history.HasFewWaits)
        {
            return null;
        }

        // Waits of 29.5 to 30.2 minutes: ready from 27.5 to 31.2 minutes after the last call.
        var (least, most) = (history.Wait(0.05), history.Wait(0.95));
        return most - least <= SpesFigures.RegularSpreadMinutes
            ? SpesPlan.Expecting(Reason.Regular, SpesWindow.Around(least, most))
            : null;
    }
}
