namespace OrleansScaler.Simulation.Workloads.Processes;

/// <summary>
/// A Poisson process whose rate changes between two states, each of which lasts an exponential time (a two-state
/// Markov-modulated Poisson process).
/// </summary>
/// <param name="RatePerSecond">Mean calls a second over both states.</param>
/// <param name="Peak">Rate of the burst state as a multiple of the quiet one's.</param>
/// <param name="MeanQuiet">Mean time in the quiet state.</param>
/// <param name="MeanBurst">Mean time in the burst state.</param>
internal sealed record TwoStateArrivals(double RatePerSecond, double Peak, TimeSpan MeanQuiet, TimeSpan MeanBurst)
    : IArrivalProcess
{
    /// <summary>
    /// From rate = (quiet · q + peak · quiet · b) / (q + b) for mean times q and b: with 5 min, 30 s and a peak of 20,
    /// quiet = rate · 330 / (300 + 600).
    /// </summary>
    public double QuietRate =>
        RatePerSecond * (MeanQuiet + MeanBurst).TotalSeconds
        / (MeanQuiet.TotalSeconds + (Peak * MeanBurst.TotalSeconds));

    public double BurstRate => Peak * QuietRate;

    public IEnumerable<TimeSpan> Moments(FunctionStreams streams, TimeSpan length)
    {
        var random = streams.Arrivals;
        var end = length.TotalSeconds;
        var burst = random.NextUnit() < MeanBurst / (MeanQuiet + MeanBurst);
        var until = random.NextExponential() * MeanOf(burst);
        var at = 0.0;
        while (at < end)
        {
            var next = at + (random.NextExponential() / (burst ? BurstRate : QuietRate));
            if (next >= until)
            {
                // Exponential gaps have no memory: what is left of this one is drawn anew at the new rate.
                at = until;
                burst = !burst;
                until += random.NextExponential() * MeanOf(burst);
                continue;
            }

            at = next;
            if (at < end)
            {
                yield return Moment.At(at);
            }
        }
    }

    private double MeanOf(bool burst) => (burst ? MeanBurst : MeanQuiet).TotalSeconds;
}
