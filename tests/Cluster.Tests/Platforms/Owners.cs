using System.Collections.Concurrent;

namespace OrleansScaler.Cluster.Tests.Platforms;

/// <summary>Which silo keeps a function: the one that last made an instance of it.</summary>
internal sealed class Owners
{
    private readonly ConcurrentDictionary<string, string> _silos = new(StringComparer.Ordinal);

    public void Note(string function, string silo) => _silos[function] = silo;

    public IReadOnlySet<string> FunctionsOf(string silo) =>
        _silos.Where(pair => pair.Value == silo).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
}
