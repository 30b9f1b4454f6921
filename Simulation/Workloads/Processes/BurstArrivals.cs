namespace OrleansScaler.Simulation.Workloads.Processes;

/// <summary>Many calls at one instant, and then none until the next time; the phase is the function's own.</summary>
/// <param name="Calls">Calls at once.</param>
/// <param name="Every">From one time to the next.</param>
internal sealed record BurstArrivals(int Calls, TimeSpan Every) : IArrivalProcess
{
    public double RatePerSecond => Calls / Every.TotalSeconds;

    public IEnumerable<TimeSpan> Moments(FunctionStreams streams, TimeSpan length)
    {
        var random = streams.Arrivals;
        for (var at = Every * random.NextUnit(); at < length; at += Every)
        {
            for (var i = 0; i < Calls; i++)
            {
                yield return at;
            }
        }
    }
}
