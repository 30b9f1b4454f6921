using OrleansScaler.Simulation.Chaos;

namespace OrleansScaler.Cli.Chaos;

/// <summary>Runs of several seeds. The property names are keys of the JSON.</summary>
/// <param name="Runs">Each of them.</param>
internal sealed record ChaosBatch(IReadOnlyList<ChaosReport> Runs)
{
    /// <summary>Whether every invariant held in all of them.</summary>
    public bool Passed => Runs.All(run => run.Passed);

    /// <summary>Seeds of those where not.</summary>
    public IReadOnlyList<int> FailedSeeds => [.. Runs.Where(run => !run.Passed).Select(run => run.Seed)];
}
