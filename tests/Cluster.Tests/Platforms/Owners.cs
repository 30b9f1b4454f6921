using System.Collections.Concurrent;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Cluster.Tests.Platforms;

/// <summary>Which silo asks what of the platform: what tells who keeps a function.</summary>
internal sealed class Owners
{
    private readonly ConcurrentDictionary<string, string> _silos = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<PlatformOperation, TaskCompletionSource<string>> _begun = [];

    /// <summary>A silo asks for an operation.</summary>
    public void Begin(PlatformOperation operation, string silo) => BegunOf(operation).TrySetResult(silo);

    /// <summary>The silo that was the first of all to ask for an operation.</summary>
    public Task<string> FirstAsync(PlatformOperation operation) => BegunOf(operation).Task;

    /// <summary>A silo made an instance.</summary>
    public void Note(string function, string silo) => _silos[function] = silo;

    /// <summary>Functions of which a silo made the last instance.</summary>
    public IReadOnlySet<string> FunctionsOf(string silo) =>
        _silos.Where(pair => pair.Value == silo).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);

    private TaskCompletionSource<string> BegunOf(PlatformOperation operation) => _begun.GetOrAdd(
        operation, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
}
