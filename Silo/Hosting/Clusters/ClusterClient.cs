using Orleans.Configuration;
using Orleans.Hosting;
using OrleansScaler.Gateway.Health;
using OrleansScaler.Silo.Configuration;

namespace OrleansScaler.Silo.Hosting.Clusters;

/// <summary>Connects a process without a silo to the silos of a cluster.</summary>
internal static class ClusterClient
{
    /// <summary>
    /// How often silos are looked for anew. One that joined gets no calls before; one that was stopped and came back at
    /// the same address is found at once. The runtime's own minute outlasts a rolling restart.
    /// </summary>
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(2);

    /// <summary>Connects the client.</summary>
    /// <param name="client">The client.</param>
    /// <param name="settings">Checked, and on.</param>
    public static void Join(IClientBuilder client, ClusterSettings settings)
    {
        client.Configure<ClusterOptions>(cluster =>
        {
            cluster.ClusterId = settings.ClusterId;
            cluster.ServiceId = settings.ServiceId;
        });
        client.Configure<Orleans.Configuration.GatewayOptions>(
            gateways => gateways.GatewayListRefreshPeriod = s_lookEvery);
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = settings.ResponseTimeout);
        AddMembership(client, settings);
        client.UseConnectionRetryFilter<ConnectionPatience>();
        client.AddGatewayCountChangedHandler(provider =>
        {
            var readiness = new ClusterReadiness(
                provider.GetRequiredService<Readiness>(), provider.GetRequiredService<IHostApplicationLifetime>());
            return (_, change) => readiness.Follow(change.NumberOfConnectedGateways);
        });
    }

    private static void AddMembership(IClientBuilder client, ClusterSettings settings)
    {
        if (settings.Kind == ClusterSettings.Redis)
        {
            client.UseRedisClustering(settings.ConnectionString);
            return;
        }

        client.UseAdoNetClustering((AdoNetClusteringClientOptions options) =>
        {
            options.Invariant = ClusterMember.PostgresInvariant;
            options.ConnectionString = settings.ConnectionString;
        });
    }
}
