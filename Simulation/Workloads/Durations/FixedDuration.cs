using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Workloads.Durations;

/// <summary>Every call executes the same time.</summary>
/// <param name="Each">That time.</param>
internal sealed record FixedDuration(TimeSpan Each) : IDurationModel
{
    public TimeSpan Next(ref SeededRandom random) => Each;
}
