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
    ];
}
