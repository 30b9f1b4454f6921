namespace OrleansScaler.Simulation.Workloads.Processes;

/// <summary>
/// Many calls at one instant, or evenly within a short time, and then none until the next; the phase is the function's
/// own.
/// </summary>
/// <param name="Calls">Calls of a burst.</param>
/// <param name="Every">From the first call of a burst to that of the next.</param>
/// <param name="Spread">How long a burst lasts, less than <paramref name="Every"/>; zero: one instant.</param>
internal sealed record BurstArrivals(int Calls, TimeSpan Every, TimeSpan Spread) : IArrivalProcess
{
    public double RatePerSecond => Calls / Every.TotalSeconds;

    public IEnumerable<TimeSpan> Moments(FunctionStreams streams, TimeSpan length)
    {
        var random = streams.Arrivals;
        for (var at = Every * random.NextUnit(); at < length; at += Every)
        {
            for (var i = 0; i < Calls && at + Within(i) < length; i++)
            {
                yield return at + Within(i);
            }
        }
    }

    private TimeSpan Within(int call) => Spread * call / Calls;
}
