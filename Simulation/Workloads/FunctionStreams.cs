using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Workloads;

/// <summary>
/// The random numbers of one function, named by the seed and its key alone: another function beside it, or another
/// question asked of it, changes none of them.
/// </summary>
/// <param name="Seed">Names the workload's random choices.</param>
/// <param name="Key">The function's key.</param>
internal readonly record struct FunctionStreams(ulong Seed, string Key)
{
    private const ulong ArrivalPart = 1;
    private const ulong DurationPart = 2;
    private const ulong LifePart = 3;
    private const ulong GroupPart = 4;

    public SeededRandom Arrivals => Of(Key, ArrivalPart);

    public SeededRandom Durations => Of(Key, DurationPart);

    /// <summary>When the function appears and dies.</summary>
    public SeededRandom Life => Of(Key, LifePart);

    /// <summary>What all functions of a group share.</summary>
    public SeededRandom OfGroup(string group) => Of(group, GroupPart);

    private SeededRandom Of(string name, ulong part) => SeededRandom.For(Seed, SeededRandom.NameOf(name), part);
}
