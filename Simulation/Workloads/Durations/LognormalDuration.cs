using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Workloads.Durations;

/// <summary>Lognormal executions; what lies above the bound is drawn again.</summary>
/// <param name="Mean">Mean before the bound; not above it, so that at least half of all draws fit.</param>
/// <param name="Sigma">Deviation of the logarithm.</param>
/// <param name="Maximum">The bound.</param>
internal sealed record LognormalDuration(TimeSpan Mean, double Sigma, TimeSpan Maximum) : IDurationModel
{
    /// <summary>The mean of a lognormal number of median 1 is e^(sigma² / 2).</summary>
    private readonly double _medianTicks = Mean.Ticks * Math.Exp(-Sigma * Sigma / 2);

    public TimeSpan Next(ref SeededRandom random)
    {
        double ticks;
        do
        {
            ticks = _medianTicks * random.NextLognormal(Sigma);
        }
        while (ticks > Maximum.Ticks);

        return TimeSpan.FromTicks((long)ticks);
    }
}
