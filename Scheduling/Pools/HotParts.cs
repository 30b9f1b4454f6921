using System.Numerics;

namespace OrleansScaler.Scheduling.Pools;

/// <summary>
/// Decides how many parts share the calls of one function, from the calls that one of them gets: requests go to parts
/// by
/// a hash, so that all get about as many. Told by its owner, which makes parts ready before they are used: a part that
/// was not got ready would let its first callers wait for cold starts.
/// </summary>
/// <remarks>
/// <code>
///                 no change wanted                        change under way
/// Measure         busy → twice as many are wanted;        – (but the measuring goes on)
///                 quiet for a minute → half as many
/// Changed         ignored                                 they are the parts now
/// GaveUp          ignored                                 as before; nothing is wanted for a minute
/// </code>
/// </remarks>
/// <param name="options">The bounds.</param>
public sealed class HotParts(HotFunctionOptions options)
{
    /// <summary>Calls are counted over this time: a burst of a second or two is none of its business.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long the calls must be few before parts are given up, and the pause after a change that failed.
    /// </summary>
    public static readonly TimeSpan Calm = TimeSpan.FromMinutes(1);

    /// <summary>Half as many parts get twice as many calls each: half of what would double them again.</summary>
    private const double QuietShare = 0.25;

    private readonly int _maximum = (int)BitOperations.RoundUpToPowerOf2((uint)options.MaximumParts + 1) / 2;
    private bool _hasMeasured;
    private long _arrivals;
    private DateTimeOffset? _windowBegan;
    private DateTimeOffset _measureAt = DateTimeOffset.MinValue;
    private DateTimeOffset? _quietSince;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    /// <summary>Parts now, a power of two.</summary>
    public int Parts { get; private set; } = 1;

    /// <summary>Parts to be got ready; null while no change is under way.</summary>
    public int? Wanted { get; private set; }

    /// <summary>Before this instant there is nothing to measure.</summary>
    public DateTimeOffset MeasureAt => _measureAt;

    /// <summary>
    /// Someone says how many parts there are. An owner that came anew takes that up: with the calls of all parts it
    /// would
    /// be the one that was too slow for them.
    /// </summary>
    /// <param name="parts">How many.</param>
    public void Heard(int parts)
    {
        if (!_hasMeasured && options.SplitAbove > 0 && parts > Parts && BitOperations.IsPow2(parts))
        {
            Parts = Math.Min(parts, _maximum);
        }
    }

    /// <summary>Looks at the calls since the last look, not before <see cref="MeasureAt"/>.</summary>
    /// <param name="arrivals">Calls that this part ever got.</param>
    /// <param name="now">The time.</param>
    /// <returns>How many parts are to be got ready from now on; null for no change.</returns>
    public int? Measure(long arrivals, DateTimeOffset now)
    {
        if (_windowBegan is not { } began)
        {
            Begin(arrivals, now);
            return null;
        }

        if (now < MeasureAt)
        {
            return null;
        }

        var rate = (arrivals - _arrivals) / (now - began).TotalSeconds;
        _hasMeasured = true;
        Begin(arrivals, now);
        _quietSince = rate < options.SplitAbove * QuietShare ? _quietSince ?? began : null;
        if (Wanted is null && now >= _notBefore)
        {
            Wanted = Decide(rate, now);
            return Wanted;
        }

        return null;
    }

    /// <summary>The parts wanted are ready, and are the parts from now on.</summary>
    /// <param name="arrivals">As for <see cref="Measure"/>.</param>
    /// <param name="now">The time.</param>
    public void Changed(long arrivals, DateTimeOffset now)
    {
        if (Wanted is { } parts)
        {
            // What was measured before says nothing of the parts now.
            (Parts, Wanted, _quietSince) = (parts, null, null);
            Begin(arrivals, now);
        }
    }

    /// <summary>The parts wanted did not get ready, for want of room perhaps.</summary>
    /// <param name="now">The time.</param>
    public void GaveUp(DateTimeOffset now)
    {
        if (Wanted is not null)
        {
            (Wanted, _notBefore) = (null, now + Calm);
        }
    }

    /// <summary>
    /// Slots that a part needs to serve at once what it will get: the mean and three times its root, which is how much
    /// requests at random spread (100 runs at a time: 130 slots). 1.3 in a thousand instants need more.
    /// </summary>
    /// <param name="concurrency">Requests under way in each part now, on average.</param>
    /// <param name="from">Parts now.</param>
    /// <param name="to">Parts then.</param>
    /// <param name="perSlot">Requests that one slot may run.</param>
    public static int SlotsFor(double concurrency, int from, int to, int perSlot)
    {
        var mean = concurrency * from / to;
        return (int)Math.Ceiling((mean + (3 * Math.Sqrt(mean))) / perSlot);
    }

    private void Begin(long arrivals, DateTimeOffset now) =>
        (_windowBegan, _measureAt, _arrivals) = (now, now + Window, arrivals);

    private int? Decide(double rate, DateTimeOffset now)
    {
        if (options.SplitAbove > 0 && rate > options.SplitAbove && Parts < _maximum)
        {
            return Parts * 2;
        }

        var isQuiet = options.SplitAbove <= 0 || now - _quietSince >= Calm;
        return isQuiet && Parts > 1 ? Parts / 2 : null;
    }
}
