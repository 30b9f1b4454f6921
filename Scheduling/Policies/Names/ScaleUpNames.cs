using OrleansScaler.Scheduling.Policies.ScaleUp;

namespace OrleansScaler.Scheduling.Policies.Names;

/// <summary>The scale-ups that can be named, one line each.</summary>
internal static class ScaleUpNames
{
    public static readonly NamedPart<IScaleUpPolicy>[] All =
    [
        new("per-request", null, (_, _) => new PerRequestScaleUp()) { IsDefault = true },
        new("patience", "DURATION", (text, _) => text.Duration(0) is { } patience
            ? new PatienceScaleUp(patience)
            : null) { Usual = ["1s"] },
        new("wait-or-create", null, (_, figures) => new WaitOrCreateScaleUp(figures.ColdValue)),
        new("cost-patience", "[SHARE-UP-TO-1]", (text, figures) =>
            text.Number(0, CostPatienceScaleUp.DefaultTolerance) is { } tolerance and <= 1
                ? new CostPatienceScaleUp(figures.ColdValue, figures.IdlePrice, tolerance)
                : null),
        new("stale-queue", "[DURATION]", (text, _) =>
            text.Duration(0, StaleQueueScaleUp.DefaultThreshold) is { } threshold && threshold > TimeSpan.Zero
                ? new StaleQueueScaleUp(threshold)
                : null),
        new("little", "[DURATION]", (text, figures) =>
            text.Arguments == 0 || text.Duration(0) is not null
                ? new LittleScaleUp(text.Duration(0), figures.ColdValue)
                : null),
    ];
}
