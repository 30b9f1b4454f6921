namespace OrleansScaler.Scheduling.Learning;

/// <summary>What was seen of runs since the present level of concurrency is allowed, and of runs alone.</summary>
internal sealed class LevelEvidence
{
    /// <summary>
    /// Company up to which a run counts as alone: another request was there for a quarter of its time at most.
    /// </summary>
    private const double AloneUpTo = 1.25;

    /// <summary>
    /// Share of the level from which a run says something of it. Less, and the level was allowed but not used.
    /// </summary>
    private const double FullFrom = 0.75;

    /// <summary>Runs at the level that count: half of what is kept of runs alone, to see a slow-down soon.</summary>
    public const int RecentRuns = 32;

    /// <summary>Runs alone after which their failures count half, so that old ones are forgotten.</summary>
    private const int AloneBeforeHalving = 512;

    private readonly ValueWindow _alone = new(ValueWindow.MaximumCapacity);
    private readonly ValueWindow _full = new(RecentRuns);
    private readonly ValueWindow _memory = new(RecentRuns);
    private double _runsAlone;
    private double _failedAlone;
    private int _shared;
    private int _failedShared;

    /// <summary>Good runs at the level, up to those that are kept.</summary>
    public int FullRuns => _full.Count;

    /// <summary>Values of memory at the level, up to those that are kept.</summary>
    public int MemoryValues => _memory.Count;

    /// <summary>Memory of a slot per request in it, in MB: the 95th percentile at the level.</summary>
    /// <remarks>
    /// The slot's own memory is counted as its requests'. That is too much, and the less so the more requests share it:
    /// 40 MB and 1 MB per request are 41 per request alone, and 6 at eight. So a higher level is never believed to need
    /// less than it does, and what was too cautious is found out by going there.
    /// </remarks>
    public double MemoryPerRequest => _memory.Quantile(0.95);

    /// <summary>How long runs alone take, in milliseconds; 0 while none was seen.</summary>
    public double AloneMs => _alone.Usual().Mean;

    /// <summary>The level changed: nothing is known of the new one.</summary>
    public void Begin()
    {
        _full.Clear();
        _memory.Clear();
        (_shared, _failedShared) = (0, 0);
    }

    /// <summary>A run went well.</summary>
    public void Good(double durationMs, double company, int level)
    {
        Count(company, isFailed: false);
        if (company <= AloneUpTo)
        {
            _alone.Add(durationMs);
        }

        if (IsFull(company, level))
        {
            _full.Add(durationMs);
        }
    }

    public void Failed(double company) => Count(company, isFailed: true);

    public void Memory(double megabytes, double company, int level)
    {
        if (IsFull(company, level))
        {
            _memory.Add(megabytes / Math.Max(1, company));
        }
    }

    /// <summary>
    /// How much longer runs at the level take than runs alone, and the standard error of that, in milliseconds.
    /// </summary>
    public (double DelayMs, double ErrorMs) Delay()
    {
        var (alone, aloneVariance) = _alone.Usual();
        var (full, fullVariance) = _full.Usual();
        var error = (aloneVariance / Math.Max(1, _alone.Count)) + (fullVariance / Math.Max(1, _full.Count));
        return (full - alone, Math.Sqrt(error));
    }

    /// <summary>
    /// Whether more runs in company failed than would have failed alone. Of a function that never failed alone, the
    /// first failure is one too many; of another, those past two deviations of such a number, and one more because
    /// small numbers jump.
    /// </summary>
    /// <remarks>One in ten fails alone, twenty shared: 2 + 2 · √2 + 1 = 5.8 may; the sixth is too many.</remarks>
    public bool FailsTogether()
    {
        var usual = _runsAlone > 0 ? _shared * (_failedAlone / _runsAlone) : 0;
        return _failedShared > (usual > 0 ? usual + (2 * Math.Sqrt(usual)) + 1 : 0);
    }

    private static bool IsFull(double company, int level) => company >= FullFrom * level;

    private void Count(double company, bool isFailed)
    {
        if (company > AloneUpTo)
        {
            _shared++;
            _failedShared += isFailed ? 1 : 0;
            return;
        }

        _runsAlone++;
        _failedAlone += isFailed ? 1 : 0;
        if (_runsAlone >= AloneBeforeHalving)
        {
            (_runsAlone, _failedAlone) = (_runsAlone / 2, _failedAlone / 2);
        }
    }
}
