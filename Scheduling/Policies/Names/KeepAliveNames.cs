using OrleansScaler.Scheduling.Policies.KeepAlive;

namespace OrleansScaler.Scheduling.Policies.Names;

/// <summary>The keep-alives that can be named, one line each.</summary>
internal static class KeepAliveNames
{
    public static readonly NamedPart<IKeepAlivePolicy>[] All =
    [
        new("fixed", "DURATION", (text, _) => text.Duration(0) is { } keep
            ? new FixedKeepAlive(keep, TimeSpan.Zero)
            : null) { Usual = ["10s", "60s", "600s", "1200s"] },
        new("break-even", null, (_, figures) => new BreakEvenKeepAlive(figures.ColdValue, figures.IdlePrice)),
    ];
}
