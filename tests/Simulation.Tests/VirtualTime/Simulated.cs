using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.Traces;
using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Simulation.Tests.VirtualTime;

/// <summary>Short ways to run a trace.</summary>
internal static class Simulated
{
    /// <summary>In the classical cache model: a start takes no time.</summary>
    public static SimulatedScorecard Play(Trace trace, string policy) => Play(trace, policy, TimeSpan.Zero);

    public static SimulatedScorecard Play(
        Trace trace, string policy, TimeSpan start, VirtualRunOptions? options = null) =>
        new VirtualRun(
            new Workload(trace, start / 2, start / 2),
            PolicyNames.Find(policy, new PolicyOptions()).Required,
            options ?? new VirtualRunOptions()).Play(CancellationToken.None);
}
