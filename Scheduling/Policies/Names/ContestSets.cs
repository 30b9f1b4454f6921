using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Periods;
using OrleansScaler.Scheduling.Policies.ScaleUp;

namespace OrleansScaler.Scheduling.Policies.Names;

/// <summary>Sets of other entries of the 2023 contest.</summary>
internal static class ContestSets
{
    /// <summary>The best public one: few wait, few are idle, those that come together stay.</summary>
    public static PolicySet WaitOrCreate(string name, PolicyOptions figures) =>
        new(name, new LockStepKeepAlive(), new WaitOrCreateScaleUp(figures.ColdValue)) { HearsCompanions = true };

    /// <summary>One object decides about keep-alive and prewarm: what one destroys the other makes anew.</summary>
    public static PolicySet Periodic(string name, PolicyOptions figures)
    {
        var both = new Periodic(figures.ColdValue, figures.IdlePrice);
        return new PolicySet(name, both, new PerRequestScaleUp()) { Prewarm = both };
    }
}
