namespace OrleansScaler.Gateway.Hosting;

/// <summary>How long each part of a server's end may take.</summary>
/// <param name="Notice">From "not ready" until the listeners close; calls are served meanwhile.</param>
/// <param name="Calls">From then on until callers that still wait are sent away.</param>
/// <param name="Timeout">All of it, the functions' own end included; what is not done by then is cut off.</param>
public sealed record DrainTimes(TimeSpan Notice, TimeSpan Calls, TimeSpan Timeout)
{
    /// <summary>
    /// Without notice nobody takes over: it is one process, and somebody at a terminal wants it to end. A cold start
    /// under way mostly ends within this time, and the slots are given back in the 3 s left of 5.
    /// </summary>
    private static readonly TimeSpan s_callsWithoutNotice = TimeSpan.FromSeconds(2);

    /// <summary>The longest <see cref="LastWords"/>; a word to a silo takes milliseconds.</summary>
    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long callers that are sent away may then still take, and after that how long their connections may: a silo
    /// that answers late, or a caller that does not read, must not cost the functions their part of the time.
    /// </summary>
    public TimeSpan LastWords => Calls / 2 < s_lastWords ? Calls / 2 : s_lastWords;

    /// <summary>What the time allows: half of what the notice leaves to the calls, the rest to the functions.</summary>
    /// <param name="notice">From "not ready" until the listeners close.</param>
    /// <param name="timeout">All of it.</param>
    public static DrainTimes Within(TimeSpan notice, TimeSpan timeout)
    {
        var half = (timeout - notice) / 2;
        return new DrainTimes(
            notice,
            notice > TimeSpan.Zero || half < s_callsWithoutNotice ? half : s_callsWithoutNotice,
            timeout);
    }
}
