using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Workloads.Durations;

/// <summary>How long the calls of a function execute.</summary>
internal interface IDurationModel
{
    /// <summary>The next call's execution.</summary>
    TimeSpan Next(ref SeededRandom random);
}
