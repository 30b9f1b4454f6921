using Orleans.Clustering;
using Orleans.Configuration;

namespace Orleans.Hosting;

public static class AdoNetHostingExtensions
{
    public static ISiloBuilder UseAdoNetClustering(
        this ISiloBuilder builder, Action<AdoNetClusteringSiloOptions> configureOptions) =>
        throw MissingPackages.Error("Membership in a database");

    public static IClientBuilder UseAdoNetClustering(
        this IClientBuilder builder, Action<AdoNetClusteringClientOptions> configureOptions) =>
        throw MissingPackages.Error("Membership in a database");
}
