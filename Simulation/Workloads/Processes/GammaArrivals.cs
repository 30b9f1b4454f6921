using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Workloads.Processes;

/// <summary>Gamma-distributed gaps; above a variation of 1 the calls come in bursts.</summary>
/// <param name="RatePerSecond">Mean calls a second.</param>
/// <param name="Variation">Deviation of a gap as a share of its mean; 1 is Poisson.</param>
internal sealed record GammaArrivals(double RatePerSecond, double Variation) : IArrivalProcess
{
    /// <summary>
    /// A first gap that starts with a call makes the first calls too many, by (variation² - 1) / 2 on average. So the
    /// process runs for ten times that before anybody looks.
    /// </summary>
    private const double WarmUpGaps = 5;

    public IEnumerable<TimeSpan> Moments(FunctionStreams streams, TimeSpan length)
    {
        var random = streams.Arrivals;
        var square = Variation * Variation;
        var end = length.TotalSeconds;
        for (var at = -WarmUpGaps * square / RatePerSecond; at < end; at += Gap(ref random, square))
        {
            // The warm-up starts with a call, which is not of the trace.
            if (at >= 0)
            {
                yield return Moment.At(at);
            }
        }
    }

    /// <summary>Shape 1 / variation² has that variation; the scale gives the mean.</summary>
    private double Gap(ref SeededRandom random, double square) => random.NextGamma(1 / square) * square / RatePerSecond;
}
