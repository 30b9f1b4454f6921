namespace OrleansScaler.Scheduling.Pools;

/// <summary>
/// Adds up requests over time, so that the mean over any stretch is the difference of two readings by its length: what
/// a run needs to know of its company, in constant time and without a list of who was there.
/// </summary>
internal struct UseMeter
{
    private long _ticks;
    private long _since;
    private int _inUse;

    /// <summary>Requests now.</summary>
    public readonly int InUse => _inUse;

    /// <summary>Requests times ticks until now; now must not lie before the last change.</summary>
    public readonly long Read(DateTimeOffset now) => _ticks + (_inUse * (now.UtcTicks - _since));

    /// <summary>Another number of requests from now on.</summary>
    public void Change(int inUse, DateTimeOffset now) =>
        (_ticks, _since, _inUse) = (Read(now), now.UtcTicks, inUse);

    /// <summary>Mean number of requests since an earlier reading.</summary>
    /// <param name="reading">What <see cref="Read"/> told then.</param>
    /// <param name="since">When that was.</param>
    /// <param name="now">Until when; where no time has passed, the number now is told.</param>
    public readonly double Mean(long reading, DateTimeOffset since, DateTimeOffset now) =>
        now > since ? (double)(Read(now) - reading) / (now - since).Ticks : _inUse;
}
