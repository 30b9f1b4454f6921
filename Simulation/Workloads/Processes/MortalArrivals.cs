namespace OrleansScaler.Simulation.Workloads.Processes;

/// <summary>A function that appears at some moment of the trace and dies after an exponential time.</summary>
/// <param name="Living">How it is called while it lives.</param>
/// <param name="Within">The time in which it appears: the whole trace, whatever part of it is played.</param>
/// <param name="MeanLife">Mean time that it lives.</param>
internal sealed record MortalArrivals(IArrivalProcess Living, TimeSpan Within, TimeSpan MeanLife) : IArrivalProcess
{
    public double RatePerSecond => Living.RatePerSecond;

    public IEnumerable<TimeSpan> Moments(FunctionStreams streams, TimeSpan length)
    {
        var life = streams.Life;
        var born = Within * life.NextUnit();
        var lives = MeanLife * life.NextExponential();
        var left = born < length ? length - born : TimeSpan.Zero;
        return Living.Moments(streams, lives < left ? lives : left).Select(moment => born + moment);
    }
}
