using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Policies.Spes;

/// <summary>What a class does with a function.</summary>
/// <param name="Class">The class.</param>
/// <param name="KeepAlive">How long an idle slot is kept where no call is expected.</param>
/// <param name="Windows">When calls are expected; by time, they may overlap.</param>
public sealed record SpesPlan(Reason Class, TimeSpan KeepAlive, IReadOnlyList<SpesWindow> Windows)
{
    internal static SpesPlan Keeping(Reason reason, double minutes) => new(reason, TimeSpan.FromMinutes(minutes), []);

    internal static SpesPlan Expecting(Reason reason, params SpesWindow[] windows) =>
        new(reason, TimeSpan.FromMinutes(SpesFigures.GiveUpMinutes), windows);

    /// <summary>Whether a slot stands ready so long after the last call.</summary>
    internal bool Expects(TimeSpan sinceLast)
    {
        foreach (var window in Windows)
        {
            if (window.From <= sinceLast && sinceLast < window.To)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>When that changes next, counted from the last call; null when it does not.</summary>
    internal TimeSpan? NextChange(TimeSpan sinceLast)
    {
        TimeSpan? next = null;
        foreach (var window in Windows)
        {
            var edge = window.From > sinceLast ? window.From : window.To;
            next = edge > sinceLast && !(edge >= next) ? edge : next;
        }

        return next;
    }
}
