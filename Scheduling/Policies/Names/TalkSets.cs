using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Preallocation;
using OrleansScaler.Scheduling.Policies.ScaleUp;

namespace OrleansScaler.Scheduling.Policies.Names;

/// <summary>The later sets of the 2023 contest's Rust entry, as its talk tells them.</summary>
internal static class TalkSets
{
    private const string NoHistory =
        "No peaks of an earlier period are known: one slot a function is made ahead and no more. Give --history, or "
        + "Policies:Peaks where the server runs";

    /// <summary>v1.5: a keep-alive that grows and shrinks with the load.</summary>
    public static PolicySet Dynamic(string name, DynamicKeepAlive form, PolicyOptions figures) =>
        new(name, form, new PatienceScaleUp(figures.Patience));

    /// <summary>v2.0: v1.0 or v1.5 (the final code's) for each function. They differ in keep-alive only.</summary>
    public static PolicySet Dispatch(string name, PolicyOptions figures)
    {
        var steady = new FixedKeepAlive(figures.KeepAlive, figures.ReclaimEvery);
        var dense = figures.KeepAlive > TimeSpan.Zero ? figures.KeepAlive : TimeSpan.FromTicks(1);
        return new PolicySet(
            name, new DispatchKeepAlive(steady, DynamicKeepAlive.Final, dense), new PatienceScaleUp(figures.Patience));
    }

    /// <summary>v3.0: slots made ahead for the peak of an earlier period.</summary>
    public static PolicySet Preallocating(string name, PolicyOptions figures)
    {
        var history = figures.History;
        var all = new Preallocate(history);
        return new PolicySet(name, all, all) { Prewarm = all, Notes = history.Count > 0 ? [] : [NoHistory] };
    }
}
