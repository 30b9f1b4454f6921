using Orleans.Runtime;

namespace Orleans.Clustering;

/// <summary>Says why there is no cluster.</summary>
internal static class MissingPackages
{
    internal static OrleansConfigurationException Error(string wanted) => new(
        $"{wanted} is not in this build: a cluster, and a ledger in a database, need packages that the source of this "
        + "build does not carry. One process with its own ledger file works (Cluster:Kind=none).");
}
