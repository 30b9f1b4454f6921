namespace OrleansScaler.Simulation.Chaos;

/// <summary>What a chaos run was asked for.</summary>
/// <param name="Seed">Names the random choices.</param>
/// <param name="Seconds">How long the load lasts.</param>
/// <param name="Rate">Requests in a second.</param>
/// <param name="Functions">Functions that they are for.</param>
public readonly record struct ChaosHeader(int Seed, double Seconds, double Rate, int Functions);
