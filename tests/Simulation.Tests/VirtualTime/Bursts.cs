using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Simulation.Tests.VirtualTime;

/// <summary>One function, called by many at one instant, every minute; create 100 ms, init 1 s.</summary>
internal sealed class Bursts
{
    public const int Count = 10;

    public static readonly TimeSpan Start = TimeSpan.FromMilliseconds(1_100);

    /// <summary>Plays ten bursts.</summary>
    public static BurstWatcher Play(
        string scaleUp, int calls, double executionMs, int keepAliveSeconds, IStartPlan? starts = null)
    {
        var every = TimeSpan.FromMinutes(1);
        var trace = StoryTrace.Of(Count * 60, 512);
        for (var i = 0; i < Count * calls; i++)
        {
            trace.Call(i / calls * 60, executionMs / 1_000);
        }

        var watcher = new BurstWatcher(trace.Start, every);
        var policy = $"keepalive=fixed:{keepAliveSeconds}s+scaleup={scaleUp}";
        new VirtualRun(
            new Workload(trace, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1)),
            PolicyNames.Find(policy, new PolicyOptions()).Required,
            new VirtualRunOptions { Watcher = watcher, Starts = starts }).Play(CancellationToken.None);
        return watcher;
    }
}
