using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>
/// When idle slots of other functions are asked for: one question at a time, and a pause after each, which grows while
/// nobody has anything to give. A question without an answer counts as one that brought nothing.
/// </summary>
internal sealed class RoomSeeking(NodeFleetOptions options)
{
    private DateTimeOffset? _askedAt;
    private DateTimeOffset? _notBefore;
    private int _inVain;

    /// <summary>When something changes by itself; null when nothing does.</summary>
    public DateTimeOffset? NextDeadline(DateTimeOffset now) =>
        _askedAt is { } asked ? asked + options.SeekFor : _notBefore > now ? _notBefore : null;

    public bool MayAsk(DateTimeOffset now) => _askedAt is null && !(_notBefore > now);

    /// <summary>A question without an answer for too long brought nothing.</summary>
    public void GiveUp(DateTimeOffset now)
    {
        if (_askedAt + options.SeekFor <= now)
        {
            Answered(0, now);
        }
    }

    public void Asked(DateTimeOffset now) => (_askedAt, _notBefore) = (now, null);

    public void Answered(int freed, DateTimeOffset now)
    {
        if (_askedAt is null)
        {
            return;
        }

        _inVain = freed > 0 ? 0 : _inVain + 1;
        _notBefore = now + Backoff.After(Math.Max(_inVain, 1), options.SeekPause, options.SeekPauseMaximum);
        _askedAt = null;
    }

    /// <summary>Nobody needs room any more.</summary>
    public void Rest() => (_notBefore, _inVain) = (null, 0);
}
