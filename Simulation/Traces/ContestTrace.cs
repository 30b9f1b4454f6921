namespace OrleansScaler.Simulation.Traces;

/// <summary>A request log, read again for each play.</summary>
internal sealed class ContestTrace : Trace
{
    private readonly ContestReader _reader;

    public ContestTrace(ContestReader reader) => _reader = reader;

    public override IEnumerable<TraceCall> Calls() => _reader.Calls();
}
