using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Workloads.Processes;

/// <summary>Calls that know nothing of one another: exponential gaps.</summary>
/// <param name="RatePerSecond">Mean calls a second.</param>
internal sealed record PoissonArrivals(double RatePerSecond) : IArrivalProcess
{
    public IEnumerable<TimeSpan> Moments(FunctionStreams streams, TimeSpan length)
    {
        var random = streams.Arrivals;
        var end = length.TotalSeconds;
        for (var at = Gap(ref random); at < end; at += Gap(ref random))
        {
            yield return Moment.At(at);
        }
    }

    private double Gap(ref SeededRandom random) => random.NextExponential() / RatePerSecond;
}
