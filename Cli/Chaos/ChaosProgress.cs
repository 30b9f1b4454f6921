using OrleansScaler.Simulation.Chaos;

namespace OrleansScaler.Cli.Chaos;

/// <summary>How far a chaos run is.</summary>
/// <param name="Time">Since the load began.</param>
/// <param name="Now">What goes on, in a few words.</param>
/// <param name="Faults">Faults that befell so far.</param>
/// <param name="Calls">What the callers told.</param>
/// <param name="Platform">What the platform counted a moment ago.</param>
internal readonly record struct ChaosProgress(
    TimeSpan Time, string Now, int Faults, CallerReport Calls, PlatformSums Platform);
