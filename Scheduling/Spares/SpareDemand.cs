namespace OrleansScaler.Scheduling.Spares;

/// <summary>
/// How often functions ask for a slot of one size, whether they find a spare or not: a count in which each one fades to
/// 1/e within a minute, over that minute. Constant time and memory; at a steady rate it is that rate.
/// </summary>
public sealed class SpareDemand
{
    /// <summary>
    /// How long one is remembered: long enough to tell a stream of creates from a single one, short enough that the
    /// spares of a burst go within minutes of it.
    /// </summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private double _count;
    private DateTimeOffset _at;

    /// <summary>Slots ever asked for that found a spare.</summary>
    public long Taken { get; private set; }

    /// <summary>Slots ever asked for that found none.</summary>
    public long Missed { get; private set; }

    /// <summary>Slots asked for in a second.</summary>
    /// <param name="now">Not before the last that was asked for.</param>
    public double RateAt(DateTimeOffset now) => CountAt(now) / Memory.TotalSeconds;

    /// <summary>The first instant at which the rate is below a figure, if no more are asked for.</summary>
    /// <param name="rate">More than 0; per second.</param>
    public DateTimeOffset FallsBelow(double rate)
    {
        // n·e^(−t/60 s) = rate · 60 s; a tick more, so that the rate is below it and not at it.
        var seconds = Memory.TotalSeconds * Math.Log(_count / (rate * Memory.TotalSeconds));
        return _at + TimeSpan.FromSeconds(Math.Max(0, seconds)) + TimeSpan.FromTicks(1);
    }

    internal void Asked(bool taken, DateTimeOffset now)
    {
        (_count, _at) = (CountAt(now) + 1, now);
        Taken += taken ? 1 : 0;
        Missed += taken ? 0 : 1;
    }

    private double CountAt(DateTimeOffset now) => _count * Math.Exp(-((now - _at) / Memory));
}
