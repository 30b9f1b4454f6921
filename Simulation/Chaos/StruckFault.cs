namespace OrleansScaler.Simulation.Chaos;

/// <summary>A fault that befell. The property names are keys of the JSON.</summary>
/// <param name="Name">Its name.</param>
/// <param name="BeganAtMs">Since the load began.</param>
/// <param name="OverAtMs">When it was over, a killed server's coming back included; null when it never was.</param>
public sealed record StruckFault(string Name, double BeganAtMs, double? OverAtMs);
