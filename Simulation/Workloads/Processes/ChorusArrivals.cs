namespace OrleansScaler.Simulation.Workloads.Processes;

/// <summary>A function that is silent in the stretches that belong to another.</summary>
/// <param name="Usual">How it is called otherwise.</param>
/// <param name="Stretches">The stretches.</param>
/// <param name="Soloist">Which soloist it is; null when it is none.</param>
internal sealed record ChorusArrivals(IArrivalProcess Usual, Stretches Stretches, int? Soloist) : IArrivalProcess
{
    public double RatePerSecond => Usual.RatePerSecond;

    public IEnumerable<TimeSpan> Moments(FunctionStreams streams, TimeSpan length) =>
        Usual.Moments(streams, length).Where(
            moment => Stretches.SoloistAt(moment) is not { } turn || turn == Soloist);
}
