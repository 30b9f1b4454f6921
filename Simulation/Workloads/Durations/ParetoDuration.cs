using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Workloads.Durations;

/// <summary>Pareto executions between two bounds: most are short, a few take nearly all of the time.</summary>
/// <param name="Minimum">The lower bound, above 0.</param>
/// <param name="Shape">The tail's exponent; the smaller, the heavier.</param>
/// <param name="Maximum">The upper bound, above the lower one.</param>
internal sealed record ParetoDuration(TimeSpan Minimum, double Shape, TimeSpan Maximum) : IDurationModel
{
    /// <summary>Share of the unbounded distribution that lies within the bounds.</summary>
    private readonly double _within = 1 - Math.Pow(Minimum / Maximum, Shape);

    public TimeSpan Next(ref SeededRandom random) =>
        Minimum * Math.Pow(1 - (random.NextUnit() * _within), -1 / Shape);
}
