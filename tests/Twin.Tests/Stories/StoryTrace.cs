using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Twin.Tests.Stories;

/// <summary>Calls in the order of their arrival; those of one instant in the order of their functions.</summary>
internal sealed class StoryTrace(IReadOnlyList<TraceCall> calls) : Trace
{
    public override IEnumerable<TraceCall> Calls() => calls;
}
