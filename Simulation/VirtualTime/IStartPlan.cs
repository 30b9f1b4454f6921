namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>Decides how starts end.</summary>
public interface IStartPlan
{
    /// <summary>The end of a start.</summary>
    /// <param name="function">The function's place in the trace.</param>
    /// <param name="start">Which start of the function it is, counted from 1.</param>
    StartOutcome Outcome(int function, long start);
}
