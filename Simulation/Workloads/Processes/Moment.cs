namespace OrleansScaler.Simulation.Workloads.Processes;

/// <summary>Turns the seconds that processes reckon in into moments.</summary>
internal static class Moment
{
    /// <summary>Cut, not rounded: a moment before an end stays before it.</summary>
    public static TimeSpan At(double seconds) => TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
}
