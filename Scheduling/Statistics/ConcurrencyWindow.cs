namespace OrleansScaler.Scheduling.Statistics;

/// <summary>
/// Concurrency averaged over time, over the last minute at most: what Knative's autoscaler calls its stable (60 s) and
/// panic (6 s) windows.
/// </summary>
/// <remarks>
/// Kept is the area under the curve per second, and only of seconds in which it changed: 16 bytes each, 1 kB at most.
/// A window is exact when it begins on a whole second or in one without a change. Otherwise that one second is taken as
/// evenly filled, which errs by at most a quarter of a second times the second's spread, over the window's length.
/// <para>As in Knative, what was before the first change, or before a silence of 60 s, is unknown rather than idle: the
/// average is then over the time since. So a burst on a quiet function shows at full height, and not diluted.</para>
/// </remarks>
public sealed class ConcurrencyWindow
{
    /// <summary>The longest window.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    // A window of 60 s reaches into 61 seconds; what comes before them is one more, for the level it left behind.
    private const int SecondsKept = 61;

    private BoundedRing<ChangedSecond> _seconds = new(SecondsKept + 1);
    private long _origin;
    private long _first;
    private long _last;

    /// <summary>The concurrency last reported; 0 before the first.</summary>
    public int Current { get; private set; }

    /// <summary>Reports the concurrency from now on, in constant time on average.</summary>
    /// <param name="concurrency">Requests that hold or wait.</param>
    /// <param name="now">Earlier than the last change counts as that.</param>
    public void Changed(int concurrency, DateTimeOffset now)
    {
        var ticks = Math.Max(now.UtcTicks, _last);
        if (_seconds.Count == 0 || (Current == 0 && ticks - _last >= Longest.Ticks))
        {
            Restart(ticks);
        }
        else if (concurrency == Current)
        {
            return;
        }
        else
        {
            AccountUntil(ticks);
        }

        Current = concurrency;
    }

    /// <summary>The average over the window that ends now. Walks at most 62 seconds.</summary>
    /// <param name="now">Earlier than the last change counts as that.</param>
    /// <param name="window">More than 0, at most 60 s.</param>
    /// <returns>The current concurrency where no time has passed since the first change; 0 before it.</returns>
    public double Average(DateTimeOffset now, TimeSpan window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, Longest);
        var until = Math.Max(now.UtcTicks, _last);
        var from = Math.Max(until - window.Ticks, _first);
        return _seconds.Count == 0 || from >= until ? Current : Area(from, until) / (until - from);
    }

    private double Area(long from, long until)
    {
        var area = 0.0;
        var (upper, level) = (until, Current);
        for (var index = _seconds.Count - 1; index >= 0 && from < upper; index--)
        {
            // From the newest back: first the even stretch after a second's changes, then that second itself.
            var second = _seconds[index];
            var start = Math.Max(_first, StartOf(second));
            var end = Math.Min(_last, StartOf(second) + TimeSpan.TicksPerSecond);
            area += level * (double)Math.Max(0, upper - Math.Max(from, end));
            if (from < end)
            {
                area += second.Area * (from <= start ? 1 : (end - from) / (double)(end - start));
            }

            upper = start;
            level = index > 0 ? _seconds[index - 1].LevelAfter : 0;
        }

        return area;
    }

    private void Restart(long ticks)
    {
        _seconds.Clear();
        _origin = ticks - (ticks % TimeSpan.TicksPerSecond);
        (_first, _last) = (ticks, ticks);
        _seconds.Add(default);
    }

    private void AccountUntil(long ticks)
    {
        var number = (int)((ticks - _origin) / TimeSpan.TicksPerSecond);
        ref var newest = ref _seconds.Last;
        if (newest.Number == number)
        {
            newest.Area += Current * (ticks - _last);
        }
        else
        {
            newest.Area += Current * (StartOf(newest) + TimeSpan.TicksPerSecond - _last);
            newest.LevelAfter = Current;
            DropBefore(number);
            var start = _origin + (number * TimeSpan.TicksPerSecond);
            _seconds.Add(new ChangedSecond { Number = number, Area = Current * (ticks - start) });
        }

        _last = ticks;
    }

    private void DropBefore(int number)
    {
        while (_seconds.Count > 1 && _seconds[1].Number <= number - SecondsKept)
        {
            _seconds.RemoveFirst();
        }
    }

    private long StartOf(ChangedSecond second) => _origin + (second.Number * TimeSpan.TicksPerSecond);

    /// <summary>A second in which the concurrency changed.</summary>
    private struct ChangedSecond
    {
        /// <summary>Concurrency times ticks, so far as accounted.</summary>
        public long Area;

        /// <summary>Seconds since the history began.</summary>
        public int Number;

        /// <summary>The concurrency from its end until the next second with a change.</summary>
        public int LevelAfter;
    }
}
