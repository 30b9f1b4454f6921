namespace OrleansScaler.Simulation.Workloads.Processes;

/// <summary>
/// Functions that are called together: the group has a beat, and each of its members is called within a moment of it.
/// </summary>
/// <param name="Group">Names the group.</param>
/// <param name="MeanGap">Mean time from beat to beat.</param>
/// <param name="Spread">
/// How long after a beat the last member may be called; two beats are at least so far apart.
/// </param>
internal sealed record LockStepArrivals(string Group, TimeSpan MeanGap, TimeSpan Spread) : IArrivalProcess
{
    public double RatePerSecond => 1 / MeanGap.TotalSeconds;

    public IEnumerable<TimeSpan> Moments(FunctionStreams streams, TimeSpan length)
    {
        var (own, beats) = (streams.Arrivals, streams.OfGroup(Group));
        var spread = Spread.TotalSeconds;
        var mean = MeanGap.TotalSeconds - spread;
        var end = length.TotalSeconds;
        for (var beat = beats.NextExponential() * mean; beat < end; beat += spread + (beats.NextExponential() * mean))
        {
            var at = beat + (own.NextUnit() * spread);
            if (at < end)
            {
                yield return Moment.At(at);
            }
        }
    }
}
