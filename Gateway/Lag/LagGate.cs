using System.Globalization;

namespace OrleansScaler.Gateway.Lag;

/// <summary>
/// Whether this process is too far behind to begin anything new. A piece of work is always in the thread pool's queue,
/// and a beat that does not need the pool looks whether it has run: how long it waited is how long calls wait.
/// <code>
/// state   | waited beyond the bound | at most half of it    | between
/// in time | behind                  | in time               | in time
/// behind  | behind                  | in time after a bound | behind
/// </code>
/// </summary>
/// <param name="bound">How long work may wait for a thread; zero bounds nothing.</param>
internal sealed class LagGate(TimeSpan bound)
{
    private volatile string? _refusal;
    private TimeSpan _waited;
    private TimeSpan _calm;
    private long _lag;

    /// <summary>What callers are told while it is behind; null while it is not. One volatile read.</summary>
    public string? Refusal => _refusal;

    /// <summary>How long work waited, as of the last beat.</summary>
    public TimeSpan Lag => TimeSpan.FromTicks(Volatile.Read(ref _lag));

    /// <summary>One look at the work that was queued. Of one thread only.</summary>
    /// <param name="since">Since the last look.</param>
    /// <param name="hasRun">Whether that work has run, so that new work is queued from now on.</param>
    /// <returns>Whether it is behind now and was not, or the other way round.</returns>
    public bool Beat(TimeSpan since, bool hasRun)
    {
        if (bound == TimeSpan.Zero)
        {
            return false;
        }

        // A process that was stopped for minutes was not behind: a beat counts half the bound at most, so that the work
        // which was queued before the stop has a whole beat after it.
        var counted = since < bound / 2 ? since : bound / 2;
        var lag = hasRun ? _waited : _waited + counted;
        _waited = hasRun ? TimeSpan.Zero : lag;
        Volatile.Write(ref _lag, lag.Ticks);
        return Decide(lag, counted);
    }

    private bool Decide(TimeSpan lag, TimeSpan counted)
    {
        var wasBehind = _refusal is not null;
        if (lag > bound)
        {
            _calm = TimeSpan.Zero;
            _refusal = Say(lag);
        }
        else if (wasBehind)
        {
            _calm = lag <= bound / 2 ? _calm + counted : TimeSpan.Zero;
            _refusal = _calm >= bound ? null : _refusal;
        }

        return wasBehind != (_refusal is not null);
    }

    private string Say(TimeSpan lag) => string.Create(
        CultureInfo.InvariantCulture,
        $"This server is behind: work waited {lag.TotalMilliseconds:0} ms for a thread; the bound is "
            + $"{bound.TotalMilliseconds:0} ms (Gateway:MaximumLag).");
}
