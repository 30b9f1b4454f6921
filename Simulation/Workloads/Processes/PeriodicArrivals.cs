namespace OrleansScaler.Simulation.Workloads.Processes;

/// <summary>A timer: one call each period, each a little off; the phase is the function's own.</summary>
/// <param name="Period">From one tick to the next.</param>
/// <param name="Jitter">
/// Width of what a call may be off, as a share of the period; up to 1 calls keep their order.
/// </param>
internal sealed record PeriodicArrivals(TimeSpan Period, double Jitter) : IArrivalProcess
{
    public double RatePerSecond => 1 / Period.TotalSeconds;

    public IEnumerable<TimeSpan> Moments(FunctionStreams streams, TimeSpan length)
    {
        var random = streams.Arrivals;
        var period = Period.TotalSeconds;
        var end = length.TotalSeconds;

        // A call is off by up to a whole jitter after its tick, so that none is due before the start.
        for (var tick = (random.NextUnit() - Jitter) * period; tick < end; tick += period)
        {
            var at = tick + (random.NextUnit() * Jitter * period);
            if (at >= 0 && at < end)
            {
                yield return Moment.At(at);
            }
        }
    }
}
