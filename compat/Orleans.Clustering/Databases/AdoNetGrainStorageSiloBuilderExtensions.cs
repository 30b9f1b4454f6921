using Orleans.Clustering;
using Orleans.Configuration;

namespace Orleans.Hosting;

public static class AdoNetGrainStorageSiloBuilderExtensions
{
    public static ISiloBuilder AddAdoNetGrainStorage(
        this ISiloBuilder builder, string name, Action<AdoNetGrainStorageOptions> configureOptions) =>
        throw MissingPackages.Error("A ledger in a database");
}
