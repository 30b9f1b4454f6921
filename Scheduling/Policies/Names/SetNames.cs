using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.ScaleUp;

namespace OrleansScaler.Scheduling.Policies.Names;

/// <summary>The whole sets that can be named, one line each.</summary>
internal static class SetNames
{
    public static readonly NamedPart<PolicySet>[] All =
    [
        new(PolicyNames.Direct, null, (text, _) => Direct(text.Whole)),
        new("talk-v0.1", null, (text, _) => Direct(text.Whole)),
        new(PolicyNames.Pool, null, (text, figures) => Pool(text.Whole, figures)),
        new("talk-v1.0", null, (text, figures) => Pool(text.Whole, figures)),
    ];

    private static PolicySet Direct(string name) =>
        new(name, new FixedKeepAlive(TimeSpan.Zero, TimeSpan.Zero), new PerRequestScaleUp());

    private static PolicySet Pool(string name, PolicyOptions figures) => new(
        name, new FixedKeepAlive(figures.KeepAlive, figures.ReclaimEvery), new PatienceScaleUp(figures.Patience));
}
