using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Policies.Spes.Rules;

/// <summary>
/// Every run of calls is long: its first call may be cold, the others are kept warm, and the silence costs nothing.
/// </summary>
internal static class SuccessiveRule
{
    public static SpesPlan? Fit(SpesHistory history)
    {
        var (runs, calls, minutes) = (0, 1, 0.0);
        var begun = false;
        foreach (var gap in history.Gaps)
        {
            if (gap < SpesFigures.WaitMinutes)
            {
                calls++;
                minutes += gap;
                continue;
            }

            // The oldest run may have lost its beginning.
            if (begun && (calls < SpesFigures.RunCalls || minutes < SpesFigures.RunMinutes))
            {
                return null;
            }

            runs += begun ? 1 : 0;
            (begun, calls, minutes) = (true, 1, 0);
        }

        return runs >= SpesFigures.FewWaits
            ? SpesPlan.Keeping(Reason.Successive, SpesFigures.GiveUpMinutes)
            : null;
    }
}
