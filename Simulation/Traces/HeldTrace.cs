namespace OrleansScaler.Simulation.Traces;

/// <summary>A trace whose calls are held in memory, 24 bytes each.</summary>
internal sealed class HeldTrace : Trace
{
    private readonly IReadOnlyList<TraceCall> _calls;

    /// <summary>Takes calls in order of time and function.</summary>
    public HeldTrace(IReadOnlyList<TraceCall> calls) => _calls = calls;

    public override IEnumerable<TraceCall> Calls() => _calls;
}
