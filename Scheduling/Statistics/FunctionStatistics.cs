namespace OrleansScaler.Scheduling.Statistics;

/// <summary>
/// What one function's pool learned from its requests, for its policies to look at. Every event costs constant time
/// and memory is bounded: 0.8 kB after one call, 10 kB at the very most.
/// </summary>
/// <remarks>An event earlier than the last one counts as happening with that one.</remarks>
public sealed class FunctionStatistics
{
    private const long Never = -1;

    private long _firstArrival = Never;
    private long _lastArrival = Never;
    private long _idleSince = Never;
    private long _now;

    /// <summary>Requests that ever arrived, refused ones included.</summary>
    public long Arrivals { get; private set; }

    /// <summary>When the first came; null before it.</summary>
    public DateTimeOffset? FirstArrival => ToInstant(_firstArrival);

    /// <summary>When the last came; null before the first.</summary>
    public DateTimeOffset? LastArrival => ToInstant(_lastArrival);

    /// <summary>
    /// Since when nothing runs and nothing waits; null before the first call is done, while anything does, and after a
    /// call that was refused until another one is done.
    /// </summary>
    public DateTimeOffset? QuietSince => ToInstant(_idleSince);

    /// <summary>Times between an arrival and the one before it.</summary>
    public GapWindow Gaps { get; } = new();

    /// <summary>Times from the function's last request being done to the next arrival.</summary>
    public IdleHistogram IdleTimes { get; } = new();

    /// <summary>How long requests ran.</summary>
    public DurationDigest Executions { get; } = new();

    /// <summary>How long the platform took to make a slot.</summary>
    public DurationDigest Creates { get; } = new();

    /// <summary>How long an instance took to initialise.</summary>
    public DurationDigest Inits { get; } = new();

    /// <summary>Both together, start by start: what a cold start costs.</summary>
    public DurationDigest Starts { get; } = new();

    /// <summary>Requests holding and waiting, averaged over up to a minute.</summary>
    public ConcurrencyWindow Concurrency { get; } = new();

    /// <summary>Peaks of the same, and arrivals, minute by minute.</summary>
    public MinuteSeries Minutes { get; } = new();

    /// <summary>A request came. Report what it changes after it, with <see cref="InUseChanged"/>.</summary>
    /// <param name="now">When.</param>
    /// <param name="inUseOrWaitingBefore">Requests that held or waited already; with any, nothing was idle.</param>
    public void Arrived(DateTimeOffset now, int inUseOrWaitingBefore)
    {
        now = Advance(now);
        var ticks = now.UtcTicks;
        if (Arrivals > 0)
        {
            Gaps.Add(TimeSpan.FromTicks(ticks - _lastArrival));
        }
        else
        {
            _firstArrival = ticks;
        }

        if (inUseOrWaitingBefore == 0 && _idleSince != Never)
        {
            IdleTimes.Add(TimeSpan.FromTicks(ticks - _idleSince));
        }

        // The first arrival ends it; one that is refused has no successor that ends the same time again.
        _idleSince = Never;
        _lastArrival = ticks;
        Arrivals++;
        Minutes.Arrived(now);
    }

    /// <summary>The concurrency changed: a request came, was done, gave up or was refused.</summary>
    /// <param name="inUseAndWaiting">Requests that hold an instance and requests that wait, from now on.</param>
    /// <param name="now">When.</param>
    public void InUseChanged(int inUseAndWaiting, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inUseAndWaiting);
        now = Advance(now);
        if (inUseAndWaiting == Concurrency.Current)
        {
            return;
        }

        _idleSince = inUseAndWaiting == 0 ? now.UtcTicks : Never;
        Concurrency.Changed(inUseAndWaiting, now);
        Minutes.Changed(inUseAndWaiting, now);
    }

    /// <summary>A request is done.</summary>
    /// <param name="execution">How long it held its instance.</param>
    public void Executed(TimeSpan execution) => Executions.Add(execution);

    /// <summary>A slot became ready.</summary>
    /// <param name="create">How long the platform took to make it; zero for one that stood prepared.</param>
    /// <param name="init">How long its instance took to initialise.</param>
    public void Started(TimeSpan create, TimeSpan init)
    {
        Creates.Add(create);
        Inits.Add(init);
        Starts.Add(create + init);
    }

    private DateTimeOffset Advance(DateTimeOffset now)
    {
        if (now.UtcTicks < _now)
        {
            return new DateTimeOffset(_now, TimeSpan.Zero);
        }

        _now = now.UtcTicks;
        return now;
    }

    private static DateTimeOffset? ToInstant(long ticks) =>
        ticks == Never ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}
