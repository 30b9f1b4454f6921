namespace OrleansScaler.Simulation.Workloads.Processes;

/// <summary>
/// A Poisson process whose rate follows a sine over the day, made by thinning (Lewis and Shedler, 1979): calls come
/// at the highest rate, and each is kept with the share that the rate of its moment is of that.
/// </summary>
/// <param name="RatePerSecond">Mean calls a second over a period.</param>
/// <param name="Swing">How far the rate leaves the mean, as a share of it, 0 to 1.</param>
/// <param name="Period">From peak to peak; the trace starts a quarter of it before a peak.</param>
internal sealed record DiurnalArrivals(double RatePerSecond, double Swing, TimeSpan Period) : IArrivalProcess
{
    public IEnumerable<TimeSpan> Moments(FunctionStreams streams, TimeSpan length)
    {
        var random = streams.Arrivals;
        var highest = RatePerSecond * (1 + Swing);
        var turn = 2 * Math.PI / Period.TotalSeconds;
        var end = length.TotalSeconds;
        for (var at = random.NextExponential() / highest; at < end; at += random.NextExponential() / highest)
        {
            if (random.NextUnit() * (1 + Swing) < 1 + (Swing * Math.Sin(turn * at)))
            {
                yield return Moment.At(at);
            }
        }
    }
}
