namespace OrleansScaler.Simulation.Traces;

/// <summary>One call of a trace.</summary>
/// <param name="At">When it arrives, from the start of the part that is played.</param>
/// <param name="Function">Index into <see cref="Trace.Functions"/>.</param>
/// <param name="Duration">How long it executes.</param>
/// <param name="StatusCode">How it ends, as an HTTP status; anything but 200 leaves a bad instance behind.</param>
public readonly record struct TraceCall(TimeSpan At, int Function, TimeSpan Duration, int StatusCode)
{
    /// <summary>The status of a call that ended well.</summary>
    public const int GoodStatus = 200;

    /// <summary>Whether the instance is fit to serve again.</summary>
    public bool Good => StatusCode == GoodStatus;
}
