namespace OrleansScaler.Scheduling.Statistics;

/// <summary>
/// Peak concurrency and arrivals per minute (of UTC) over the last two hours, exact, for the forecasts. A minute in
/// which nothing changed has no arrivals, and for its peak the concurrency that it began with.
/// </summary>
/// <remarks>Kept are only minutes in which something happened: 16 bytes each, 2 kB at most.</remarks>
public sealed class MinuteSeries
{
    /// <summary>Minutes remembered, the running one included.</summary>
    public const int Capacity = 120;

    // One minute before the remembered ones may be kept for the concurrency it left behind.
    private BoundedRing<EventfulMinute> _minutes = new(Capacity + 1);
    private int _firstMinute;

    /// <summary>
    /// Minutes known up to that of the last event: 0 before the first, at most <see cref="Capacity"/>. The last is the
    /// running one.
    /// </summary>
    public int Count => _minutes.Count == 0 ? 0 : CountUntil(_minutes.Last.Minute);

    /// <summary>Minutes known up to now, those without an event since included.</summary>
    /// <param name="now">Earlier than the last event counts as that.</param>
    public int CountAt(DateTimeOffset now) => _minutes.Count == 0 ? 0 : CountUntil(LastMinute(now));

    /// <summary>Counts one arrival, in constant time.</summary>
    /// <param name="now">Earlier than the last event counts as that.</param>
    public void Arrived(DateTimeOffset now) => Enter(now).Arrivals++;

    /// <summary>Reports the concurrency from now on, in constant time.</summary>
    /// <param name="concurrency">Requests that hold or wait. A peak counts however short it was.</param>
    /// <param name="now">Earlier than the last event counts as that.</param>
    public void Changed(int concurrency, DateTimeOffset now)
    {
        ref var minute = ref Enter(now);
        minute.Peak = Math.Max(minute.Peak, concurrency);
        minute.LevelAfter = concurrency;
    }

    /// <summary>Copies the newest peaks up to the minute of the last event, oldest of them first.</summary>
    /// <param name="destination">Filled from its start.</param>
    /// <returns>How many were written: what is known or what fits.</returns>
    public int CopyPeaks(Span<double> destination) => CopyPeaks(destination, DateTimeOffset.MinValue);

    /// <summary>Copies the newest peaks up to the minute of now, oldest of them first.</summary>
    /// <param name="destination">Filled from its start.</param>
    /// <param name="now">Its minute, the last written, is incomplete: a forecast may leave it off.</param>
    /// <returns>How many were written: what is known or what fits.</returns>
    public int CopyPeaks(Span<double> destination, DateTimeOffset now) => Copy(destination, now, peaks: true);

    /// <summary>Copies the newest counts of arrivals up to the minute of the last event, oldest first.</summary>
    /// <param name="destination">Filled from its start.</param>
    /// <returns>How many were written: what is known or what fits.</returns>
    public int CopyArrivals(Span<double> destination) => CopyArrivals(destination, DateTimeOffset.MinValue);

    /// <summary>Copies the newest counts of arrivals up to the minute of now, oldest of them first.</summary>
    /// <param name="destination">Filled from its start.</param>
    /// <param name="now">Its minute, the last one written, is incomplete.</param>
    /// <returns>How many were written: what is known or what fits.</returns>
    public int CopyArrivals(Span<double> destination, DateTimeOffset now) => Copy(destination, now, peaks: false);

    private int Copy(Span<double> destination, DateTimeOffset now, bool peaks)
    {
        var written = Math.Min(CountAt(now), destination.Length);
        var index = _minutes.Count - 1;
        var minute = written == 0 ? 0 : LastMinute(now);
        for (var place = written - 1; place >= 0; place--, minute--)
        {
            var happened = _minutes[index];
            if (happened.Minute == minute)
            {
                destination[place] = peaks ? happened.Peak : happened.Arrivals;
                index--;
            }
            else
            {
                destination[place] = peaks ? happened.LevelAfter : 0;
            }
        }

        return written;
    }

    private ref EventfulMinute Enter(DateTimeOffset now)
    {
        var minute = MinuteOf(now);
        if (_minutes.Count == 0)
        {
            _firstMinute = minute;
            _minutes.Add(new EventfulMinute { Minute = minute });
        }
        else if (minute > _minutes.Last.Minute)
        {
            while (_minutes.Count > 1 && _minutes[1].Minute <= minute - Capacity)
            {
                _minutes.RemoveFirst();
            }

            var level = _minutes.Last.LevelAfter;
            _minutes.Add(new EventfulMinute { Minute = minute, Peak = level, LevelAfter = level });
        }

        return ref _minutes.Last;
    }

    private int LastMinute(DateTimeOffset now) => Math.Max(_minutes.Last.Minute, MinuteOf(now));

    private int CountUntil(int minute) => Math.Min(Capacity, minute - _firstMinute + 1);

    private static int MinuteOf(DateTimeOffset now) => (int)(now.UtcTicks / TimeSpan.TicksPerMinute);

    /// <summary>A minute in which something happened.</summary>
    private struct EventfulMinute
    {
        /// <summary>Minutes since the calendar began: a billion, so it fits.</summary>
        public int Minute;

        public int Peak;

        public int Arrivals;

        /// <summary>The concurrency from its end until the next minute with an event.</summary>
        public int LevelAfter;
    }
}
