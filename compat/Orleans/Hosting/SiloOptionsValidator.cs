using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Hosting;

internal sealed class SiloOptionsValidator
{
    private readonly ClusterOptions _cluster;
    private readonly GrainCollectionOptions _collection;

    public SiloOptionsValidator(IOptions<ClusterOptions> cluster, IOptions<GrainCollectionOptions> collection)
    {
        _cluster = cluster.Value;
        _collection = collection.Value;
    }

    internal void Validate()
    {
        Require(!string.IsNullOrWhiteSpace(_cluster.ClusterId), "ClusterOptions.ClusterId must be set.");
        Require(!string.IsNullOrWhiteSpace(_cluster.ServiceId), "ClusterOptions.ServiceId must be set.");
        Require(
            _collection.CollectionQuantum > TimeSpan.Zero,
            $"CollectionQuantum is set to {_collection.CollectionQuantum}; it must be greater than 0.");
        RequireAge("CollectionAge", _collection.CollectionAge);
        foreach (var (name, age) in _collection.ClassSpecificCollectionAge)
        {
            RequireAge($"The collection age of {name}", age);
        }
    }

    private void RequireAge(string name, TimeSpan age) =>
        Require(
            age > _collection.CollectionQuantum,
            $"{name} is set to {age}; it must be greater than CollectionQuantum, {_collection.CollectionQuantum}.");

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new OrleansConfigurationException(message);
        }
    }
}
