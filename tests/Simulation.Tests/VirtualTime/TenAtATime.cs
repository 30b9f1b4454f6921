using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Simulation.Tests.VirtualTime;

/// <summary>
/// A platform that makes ten slots at a time (as many containers as OpenWhisk lets Docker run at once), for one burst:
/// ten after 100 ms, ten more after 200 ms, and 1 s of init each.
/// </summary>
internal sealed class TenAtATime : IStartPlan
{
    public StartOutcome Outcome(int function, long start) =>
        new(TimeSpan.FromMilliseconds(1_000 + (100 * ((start + 9) / 10))));
}
