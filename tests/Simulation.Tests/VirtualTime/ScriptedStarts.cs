using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Simulation.Tests.VirtualTime;

/// <summary>The first start ends as the first outcome says, and so on.</summary>
internal sealed class ScriptedStarts(params StartOutcome[] outcomes) : IStartPlan
{
    public StartOutcome Outcome(int function, long start) => outcomes[start - 1];
}
