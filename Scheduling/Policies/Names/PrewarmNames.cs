using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Periods;
using OrleansScaler.Scheduling.Policies.Preallocation;
using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Spares;
using OrleansScaler.Scheduling.Statistics.Forecasts;

namespace OrleansScaler.Scheduling.Policies.Names;

/// <summary>The prewarms that can be named, one line each.</summary>
internal static class PrewarmNames
{
    public static readonly NamedPart<IPrewarmPolicy>[] All =
    [
        new("none", null, (_, _) => NoPrewarm.Instance) { IsDefault = true },
        new(HybridHistogram.TheName, null, (_, _) => new HybridHistogram(prewarms: true)),
        new("companions", "[DURATION]", (text, _) =>
            text.Duration(0, CompanionPrewarm.DefaultTolerance) is { } tolerance
                ? new CompanionPrewarm(tolerance)
                : null),
        new("periodic", null, (_, figures) => new Periodic(figures.ColdValue, figures.IdlePrice)),
        new("preallocate", null, (_, figures) => new Preallocate(figures.History)),
        new("timer", null, (_, _) => new TimerPrewarm()),
        Forecast("fourier", FourierForecast.NextMinute),
        Forecast("holt", HoltForecast.NextMinute),
        Forecast("exponential", ExponentialForecast.NextMinute),
        Forecast("ar10", Ar10Forecast.NextMinute),
        Forecast("markov", MarkovForecast.NextMinute),
        new("scheduled", ScheduledName.Argument, (text, _) => ScheduledName.Read(text))
        {
            Usual = ["1:0_8_*_*_*:10h"],
        },
        new("generic-pool", null, (_, figures) => new GenericPoolPolicy(figures.IdlePrice)),
    ];

    private static NamedPart<IPrewarmPolicy> Forecast(string name, MinuteForecast forecast) => new(
        name, null, (_, figures) => new ForecastPrewarm(name, forecast, figures.ColdValue, figures.IdlePrice));
}
