using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>
/// The functions that the player of a trace knows. The wire carries whole megabytes; costs are counted with the exact
/// size, which is found here.
/// </summary>
internal sealed class KnownFunctions
{
    private readonly Dictionary<string, FunctionSpec> _specs;

    public KnownFunctions(IEnumerable<FunctionSpec> specs) =>
        _specs = specs.ToDictionary(spec => spec.Key.Value, StringComparer.Ordinal);

    /// <summary>The known function of that key and size, or what the message says.</summary>
    public FunctionSpec SpecOf(Meta meta) =>
        _specs.TryGetValue(meta.Key, out var known) && Math.Ceiling(known.MemoryMegabytes) == meta.MemoryInMb
            ? known
            : new FunctionSpec
            {
                Key = new FunctionKey(meta.Key),
                Runtime = meta.Runtime,
                MemoryMegabytes = meta.MemoryInMb,
                Timeout = TimeSpan.FromSeconds(meta.TimeoutInSecs),
            };
}
