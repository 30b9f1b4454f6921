using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Knative;
using OrleansScaler.Scheduling.Policies.ScaleUp;

namespace OrleansScaler.Scheduling.Policies.Names;

/// <summary>What other platforms do by default, as whole sets.</summary>
internal static class SystemSets
{
    /// <summary>Knative's autoscaler; its one argument is the share of a slot's concurrency that is aimed at.</summary>
    public static PolicySet? Kpa(PolicyText text)
    {
        if (text.Number(0, new KpaOptions().TargetShare) is not { } share || share <= 0 || share > 1)
        {
            return null;
        }

        var kpa = new Kpa(new KpaOptions { TargetShare = share });
        return new PolicySet(text.Whole, kpa, kpa) { Prewarm = kpa };
    }

    /// <summary>
    /// OpenWhisk's figures (invoker and scheduler <c>application.conf</c>): unused for 10 s a container is paused, and
    /// removed after 10 more minutes; none is kept longer unless a namespace asks for it.
    /// </summary>
    public static PolicySet OpenWhisk(string name) => new(
        name,
        new FixedKeepAlive(TimeSpan.FromSeconds(10) + TimeSpan.FromMinutes(10), TimeSpan.Zero),
        new StaleQueueScaleUp(StaleQueueScaleUp.DefaultThreshold));
}
