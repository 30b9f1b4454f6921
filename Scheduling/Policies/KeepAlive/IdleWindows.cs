using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>
/// When a quiet function wants a slot, counted from when it became quiet; see <see cref="HybridHistogram"/>.
/// </summary>
/// <param name="IdleTimes">Idle times that this was worked out from.</param>
/// <param name="Prewarm">When a slot is to stand ready; zero: slots are kept all the time.</param>
/// <param name="End">When the last one goes.</param>
/// <param name="Reason">Which case it is.</param>
internal sealed record IdleWindows(long IdleTimes, TimeSpan Prewarm, TimeSpan End, Reason Reason) : PolicyState
{
    /// <summary>No idle time was seen yet: everything is kept for the whole range.</summary>
    public static readonly IdleWindows Unknown =
        new(0, TimeSpan.Zero, TimeSpan.FromMinutes(IdleHistogram.Bins), Reason.Unknown);

    /// <summary>Deviation over mean of the bin counts from which they say something; the paper's figure.</summary>
    private const double ClearSpread = 2;

    /// <summary>Part of idle times out of range from which the histogram is not the right tool.</summary>
    private const double MostlyOutOfRange = 0.5;

    // The paper's figures: head and tail, a margin of 10 % round them, one of 15 % round a forecast.
    private const double HeadPercent = 5;
    private const double TailPercent = 99;
    private const double HeadMargin = 0.9;
    private const double TailMargin = 1.1;
    private const double ForecastFrom = 0.85;
    private const double ForecastFor = 0.30;

    /// <summary>Applies the rule to what was learned.</summary>
    public static IdleWindows Of(IdleHistogram idle, GapWindow gaps)
    {
        if (idle.OutOfRangeShare >= MostlyOutOfRange && ForecastOf(gaps) is { } next)
        {
            // Called every 6 h: ready at 5 h 06, kept for 1 h 48, until 6 h 54.
            return new IdleWindows(
                idle.Count, next * ForecastFrom, next * (ForecastFrom + ForecastFor), Reason.IdleTimeForecast);
        }

        if (!(idle.CoefficientOfVariationOfCounts >= ClearSpread))
        {
            return Unknown with
            {
                IdleTimes = idle.Count,
                Reason = idle.Count == 0 ? Reason.Unknown : Reason.IdleTimesUnclear,
            };
        }

        // Idle for 20 to 30 min: ready at 20 · 0.9 = 18 min, kept until 31 · 1.1 = 34.1 min. A head of less than a bin
        // is 0, and the slot then stays.
        var head = TimeSpan.FromMinutes(idle.Percentile(HeadPercent, roundUp: false)!.Value * HeadMargin);
        var tail = TimeSpan.FromMinutes(idle.Percentile(TailPercent, roundUp: true)!.Value * TailMargin);
        return new IdleWindows(idle.Count, head, tail, Reason.IdleTimes);
    }

    /// <summary>The next gap out of range, by those among the last 200 gaps; null while there is none.</summary>
    private static TimeSpan? ForecastOf(GapWindow gaps)
    {
        var forecast = double.NaN;
        for (var index = 0; index < gaps.Count; index++)
        {
            if (gaps[index] is var gap && gap >= Unknown.End.TotalSeconds)
            {
                forecast = double.IsNaN(forecast) ? gap : (forecast + gap) / 2;
            }
        }

        return double.IsNaN(forecast) ? null : TimeSpan.FromSeconds(forecast);
    }
}
