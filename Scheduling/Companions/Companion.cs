namespace OrleansScaler.Scheduling.Companions;

/// <summary>
/// How often one function was called, and with which others. Others are counted as in space-saving counting: a new one
/// takes the place of the rarest and starts with its count, so that what is frequent is never lost; but only what was
/// really seen is believed, so that no share is overrated.
/// </summary>
internal sealed class Companion(CompanionOptions options)
{
    private const long Never = long.MinValue;
    private const long Unknown = 0;

    // The mean moves a quarter of the way to each new gap.
    private const int GapsAveraged = 4;

    private readonly List<Meetings> _met = new(2);
    private long _lastArrival = Never;
    private long _usualGap = Unknown;

    /// <summary>
    /// Arrivals, a burst counted once and the first not at all, because nobody is met at it; halved now and then
    /// together with what is counted of them.
    /// </summary>
    private int _arrivals;

    /// <summary>Others that are counted.</summary>
    public int Met => _met.Count;

    public int MetAt(int index) => _met[index].Function;

    /// <summary>Whether a call then is not part of a burst that was counted.</summary>
    public bool IsQuietAt(long ticks) => _lastArrival == Never || ticks - _lastArrival >= options.Within.Ticks;

    /// <summary>
    /// Whether both come about equally often, which companions do by definition. The busy ones, which come with
    /// everything, would otherwise take all places; so who came only once is not looked at yet.
    /// </summary>
    public bool IsAsFrequentAs(Companion other) =>
        _usualGap != Unknown
        && other._usualGap != Unknown
        && _usualGap <= options.GapRatio * other._usualGap
        && other._usualGap <= options.GapRatio * _usualGap;

    public void Arrive(long ticks)
    {
        if (_arrivals >= options.HalveAt)
        {
            Halve();
        }

        if (_lastArrival != Never)
        {
            var gap = ticks - _lastArrival;
            _usualGap = _usualGap == Unknown ? gap : _usualGap + ((gap - _usualGap) / GapsAveraged);
            _arrivals++;
        }

        _lastArrival = ticks;
    }

    /// <summary>Another function came with the last arrival. It counts once, however often it comes.</summary>
    public void Meet(int other)
    {
        var index = _met.FindIndex(meetings => meetings.Function == other);
        if (index < 0)
        {
            Add(other);
        }
        else if (_met[index].LastAt != _lastArrival)
        {
            _met[index] = _met[index] with { Count = _met[index].Count + 1, LastAt = _lastArrival };
        }
    }

    /// <summary>Whether it comes nearly only when the other one does.</summary>
    public bool ComesWith(int other) =>
        Together(other) is var together && together >= options.LeastTogether && together >= options.Share * _arrivals;

    /// <summary>Whether the other one comes often enough when this one does.</summary>
    public bool Brings(int other) => Together(other) >= options.AnnouncingShare * _arrivals;

    private int Together(int other)
    {
        foreach (var meetings in _met)
        {
            if (meetings.Function == other)
            {
                return meetings.Seen;
            }
        }

        return 0;
    }

    private void Add(int other)
    {
        if (_met.Count < options.Candidates)
        {
            _met.Add(new Meetings(other, Count: 1, Inherited: 0, _lastArrival));
            return;
        }

        var rarest = 0;
        for (var i = 1; i < _met.Count; i++)
        {
            rarest = _met[i].Count < _met[rarest].Count ? i : rarest;
        }

        // In a group of twenty all are equally frequent: they would drive each other out for ever, and none be found.
        if (_met[rarest].Seen < options.Share * _arrivals)
        {
            var count = _met[rarest].Count;
            _met[rarest] = new Meetings(other, count + 1, Inherited: count, _lastArrival);
        }
    }

    private void Halve()
    {
        _arrivals /= 2;
        for (var i = 0; i < _met.Count; i++)
        {
            var meetings = _met[i];
            _met[i] = meetings with { Count = meetings.Count / 2, Inherited = (meetings.Inherited + 1) / 2 };
        }
    }

    /// <summary>Arrivals that another function came to.</summary>
    /// <param name="Function">The other function.</param>
    /// <param name="Count">How many at most.</param>
    /// <param name="Inherited">How many of them may have been another function's.</param>
    /// <param name="LastAt">The arrival that was counted last.</param>
    private readonly record struct Meetings(int Function, int Count, int Inherited, long LastAt)
    {
        public int Seen => Count - Inherited;
    }
}
