using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Simulation.VirtualTime;
using OrleansScaler.Twin.Tests.Decisions;
using OrleansScaler.Twin.Tests.Stories;

namespace OrleansScaler.Twin.Tests.Simulated;

/// <summary>The story in the simulator.</summary>
internal static class SimulatedRun
{
    public static DecisionLines Play(Story story, PolicySet policies)
    {
        var watcher = new LineWatcher();
        new VirtualRun(
            story.Workload,
            policies,
            new VirtualRunOptions
            {
                Pools = Story.Pools,
                Patience = Story.Patience,
                Starts = story,
                Watcher = watcher,
            }).Play(CancellationToken.None);
        return watcher.Decisions;
    }
}
