using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using OrleansScaler.Silo.Configuration;

namespace OrleansScaler.Silo.Hosting.Clusters;

/// <summary>Makes a silo one of a cluster.</summary>
internal static class ClusterMember
{
    /// <summary>How the runtime calls PostgreSQL's client.</summary>
    internal const string PostgresInvariant = "Npgsql";

    /// <summary>Joins the silo.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="settings">Checked, and on.</param>
    public static void Join(ISiloBuilder silo, ClusterSettings settings)
    {
        silo.Configure<ClusterOptions>(cluster =>
        {
            cluster.ClusterId = settings.ClusterId;
            cluster.ServiceId = settings.ServiceId;
        });
        AddMembership(silo, settings);
        silo.Configure<ClusterMembershipOptions>(membership => Tune(membership, settings));
        silo.ConfigureEndpoints(
            settings.FindAddress()!, settings.SiloPort, settings.GatewayPort, settings.ListenOnAnyAddress);
        if (settings.SiloName.Length > 0)
        {
            silo.Configure<SiloOptions>(options => options.SiloName = settings.SiloName);
        }

        // The runtime's own choice weighs silos by load and left one of three nearly empty at start; at random 300
        // functions came to stand 89 to 110 to a silo.
        silo.Services.AddSingleton<PlacementStrategy, RandomPlacement>();
    }

    private static void AddMembership(ISiloBuilder silo, ClusterSettings settings)
    {
        if (settings.Kind == ClusterSettings.Redis)
        {
            silo.UseRedisClustering(settings.ConnectionString);
            return;
        }

        silo.UseAdoNetClustering((AdoNetClusteringSiloOptions options) =>
        {
            options.Invariant = PostgresInvariant;
            options.ConnectionString = settings.ConnectionString;
        });
    }

    private static void Tune(ClusterMembershipOptions membership, ClusterSettings settings)
    {
        membership.ProbeTimeout = settings.ProbeEvery;
        membership.NumMissedProbesLimit = settings.MissedProbes;
        membership.NumVotesForDeathDeclaration = settings.DeathVotes;
        membership.TableRefreshTimeout = settings.RefreshEvery;
        membership.IAmAliveTablePublishTimeout = settings.SignEvery;
    }
}
