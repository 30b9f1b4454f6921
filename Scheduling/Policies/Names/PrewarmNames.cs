using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Periods;
using OrleansScaler.Scheduling.Policies.Preallocation;
using OrleansScaler.Scheduling.Policies.Prewarm;

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
    ];
}
