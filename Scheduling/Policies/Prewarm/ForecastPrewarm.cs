using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.Prewarm;

/// <summary>
/// Keeps as many slots through each minute as a forecast of its peak concurrency says, from up to two hours of peaks.
/// Optimises cold starts where load swings or repeats; loses where calls are rare or random, because then every
/// forecast is a guess that costs a slot for a minute. The forecasts say of themselves what they are blind to.
/// </summary>
/// <remarks>
/// Asked once a minute, a start's time before the minute begins, so that the slots are ready when it does; that answer
/// holds until the next. A function that was silent for two whole hours is not asked about until it is called.
/// <para>A forecast is rounded up, less the share of a call that does not pay for a slot: with 2.3 expected, the third
/// is wanted when three in ten cold starts cost more than its memory for a minute. Plain ⌈forecast⌉ would hold a slot
/// for two hours after a single call, because a fit is never quite 0. Nor is more wanted than was ever seen in those
/// hours: a line carried on from the rim of a burst ends anywhere.</para>
/// </remarks>
/// <param name="name">The forecast's name.</param>
/// <param name="forecast">Says the next peak.</param>
/// <param name="coldValue">What a cold start costs where the function's starts take no time.</param>
/// <param name="idlePrice">Seconds that a GB·s of idle memory is worth, more than 0.</param>
public sealed class ForecastPrewarm(string name, MinuteForecast forecast, TimeSpan coldValue, double idlePrice)
    : IPrewarmPolicy
{
    // A slot that costs more than a cold start is wanted all the same where its call is as good as certain.
    private const double LargestDiscount = 0.9;

    private const int LongestSeries = 120;

    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public PrewarmDecision Decide(in PoolSnapshot pool) =>
        pool.State is ForecastState known && pool.Now < known.Until ? Answer(known) : Foresee(pool);

    private static PrewarmDecision Answer(ForecastState state) =>
        new(state.Slots, state.Slots > 0 ? Reason.Forecast : Reason.NothingForeseen, state.Until) { State = state };

    private PrewarmDecision Foresee(in PoolSnapshot pool)
    {
        Span<double> peaks = stackalloc double[LongestSeries];
        peaks = peaks[..pool.Statistics.Minutes.CopyPeaks(peaks, pool.Now)];
        var highest = Highest(peaks);
        if (highest <= 0)
        {
            return new PrewarmDecision(0, Reason.NothingForeseen);
        }

        var lead = StartLead.Of(pool.Statistics);
        lead = lead < s_minute ? lead : s_minute;
        var next = MinuteOf(pool.Now + lead);

        // A call out of a long silence asks in the middle of a minute: then that minute itself is what is to come.
        var past = next > MinuteOf(pool.Now) ? peaks : peaks[..^1];
        var slots = SlotsFor(pool, Math.Min(forecast(past), highest));
        return Answer(new ForecastState(slots, StartOf(next + 1) - lead));
    }

    /// <summary>0.17 GB for 60 s cost 0.102 s, an eighth of a cold start of 0.808 s: 1.1 becomes 1.</summary>
    private int SlotsFor(in PoolSnapshot pool, double peak)
    {
        var cold = pool.MeanStart > TimeSpan.Zero ? pool.MeanStart : coldValue;
        var minute = s_minute.TotalSeconds * pool.Function.MemoryGigabytes * idlePrice;
        var worth = peak - Math.Min(LargestDiscount, minute / cold.TotalSeconds);
        return worth > 0 ? (int)Math.Ceiling(worth / pool.Function.Concurrency) : 0;
    }

    private static double Highest(ReadOnlySpan<double> peaks)
    {
        var highest = 0.0;
        foreach (var peak in peaks)
        {
            highest = Math.Max(highest, peak);
        }

        return highest;
    }

    private static long MinuteOf(DateTimeOffset instant) => instant.UtcTicks / TimeSpan.TicksPerMinute;

    private static DateTimeOffset StartOf(long minute) => new(minute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
}
