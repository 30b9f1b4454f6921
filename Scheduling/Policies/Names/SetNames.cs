using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Policies.ScaleUp;
using OrleansScaler.Scheduling.Policies.Spes;
using OrleansScaler.Scheduling.Statistics.Forecasts;

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
        new(HybridHistogram.TheName, null, (text, _) => Hybrid(text.Whole)),
        new("faascache", "[SIZE]", FaasCache),
        new("talk-v1.5", null, (text, figures) => TalkSets.Dynamic(text.Whole, DynamicKeepAlive.Talk, figures)),
        new("talk-v1.5-final", null, (text, figures) => TalkSets.Dynamic(text.Whole, DynamicKeepAlive.Final, figures)),
        new("talk-v2.0", null, (text, figures) => TalkSets.Dispatch(text.Whole, figures)),
        new("dispatch", null, (text, figures) => TalkSets.Dispatch(text.Whole, figures)),
        new("talk-v3.0", null, (text, figures) => TalkSets.Preallocating(text.Whole, figures)),
        new("preallocate", null, (text, figures) => TalkSets.Preallocating(text.Whole, figures)),
        new("wait-or-create", null, (text, figures) => ContestSets.WaitOrCreate(text.Whole, figures)),
        new("periodic", null, (text, figures) => ContestSets.Periodic(text.Whole, figures)),
        new("spes-classes", null, (text, figures) => Spes(text.Whole, figures)),
        new("spes", null, (text, figures) => Spes(text.Whole, figures)),
        new("kpa", "[SHARE-UP-TO-1]", (text, _) => SystemSets.Kpa(text)),
        new("openwhisk", null, (text, _) => SystemSets.OpenWhisk(text.Whole)),
        new("icebreaker", null, (text, figures) => IceBreaker(text.Whole, figures)),
    ];

    private static PolicySet Spes(string name, PolicyOptions figures)
    {
        var classes = new SpesClasses(new BreakEvenKeepAlive(figures.ColdValue, figures.IdlePrice));
        return new(name, classes, new PerRequestScaleUp()) { Prewarm = classes, HearsCompanions = true };
    }

    private static PolicySet Direct(string name) =>
        new(name, new FixedKeepAlive(TimeSpan.Zero, TimeSpan.Zero), new PerRequestScaleUp());

    private static PolicySet Pool(string name, PolicyOptions figures) => new(
        name, new FixedKeepAlive(figures.KeepAlive, figures.ReclaimEvery), new PatienceScaleUp(figures.Patience));

    private static PolicySet Hybrid(string name)
    {
        var whole = new HybridHistogram(prewarms: true);
        return new PolicySet(name, whole, new PerRequestScaleUp()) { Prewarm = whole };
    }

    private static PolicySet? FaasCache(PolicyText text, PolicyOptions figures) =>
        text.Arguments <= 1 && KeepAliveNames.GreedyDual(text, figures, ReclaimOrder.GreedyDual) is { } greedyDual
            ? new PolicySet(text.Whole, greedyDual, new PerRequestScaleUp())
            {
                BudgetMegabytes = greedyDual.BudgetMegabytes,
            }
            : null;

    /// <summary>What was not foreseen is kept until the next minute's forecast, which knows of it.</summary>
    private static PolicySet IceBreaker(string name, PolicyOptions figures) => new(
        name, new FixedKeepAlive(TimeSpan.FromMinutes(1), TimeSpan.Zero), new PerRequestScaleUp())
    {
        Prewarm = new ForecastPrewarm("fourier", FourierForecast.NextMinute, figures.ColdValue, figures.IdlePrice),
    };
}
