namespace OrleansScaler.Simulation.Chaos;

/// <summary>A fault that a run did without.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why.</param>
public sealed record SkippedFault(string Name, string Reason);
