using OrleansScaler.Cluster.Tests.Databases;
using OrleansScaler.Cluster.Tests.Platforms;
using OrleansScaler.EndToEnd.Tests.Platforms;
using OrleansScaler.Simulation.SimulatedPlatforms;
using Xunit.Abstractions;

namespace OrleansScaler.Cluster.Tests.Clusters;

/// <summary>
/// PostgreSQL, three silos with gateways of their own, one gateway without a silo, and the platform that knows what is
/// lent: the processes of a real cluster, on loopback.
/// </summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private const int SiloCount = 3;

    /// <summary>Cold starts as short as the machine allows, so that what is measured is the cluster.</summary>
    private static readonly TimeSpan s_create = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_init = TimeSpan.FromMilliseconds(20);

    private readonly List<PlatformLink> _links = [];

    private TestCluster(PostgresServer database, TestPlatform platform)
    {
        Database = database;
        Platform = platform;
    }

    public PostgresServer Database { get; }

    public TestPlatform Platform { get; }

    public Owners Owners { get; } = new();

    public List<ClusterMember> Silos { get; } = [];

    /// <summary>Each silo's own way to the platform, in their order.</summary>
    public IReadOnlyList<PlatformLink> Links => _links;

    /// <summary>Takes calls and keeps nothing.</summary>
    public ClusterMember Gateway { get; private set; } = null!;

    /// <summary>Starts all of it and waits until every member is ready.</summary>
    public static Task<TestCluster> StartAsync(ITestOutputHelper log, params string[] options)
    {
        var simulated = new SimulatedPlatformOptions { CreateLatency = s_create, InitLatency = s_init };
        return StartAsync(log, simulated, options);
    }

    /// <summary>The same on a platform that is as fast as the test says.</summary>
    public static async Task<TestCluster> StartAsync(
        ITestOutputHelper log, SimulatedPlatformOptions simulated, params string[] options)
    {
        simulated.RemembersCreates = true;
        var database = await PostgresServer.StartAsync();
        var cluster = new TestCluster(database, await TestPlatform.StartAsync(simulated));
        try
        {
            await cluster.AddMembersAsync(log, options);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Silos.Append(Gateway).OfType<ClusterMember>().Select(m => m.DisposeAsync().AsTask()));
        foreach (var link in _links)
        {
            await link.DisposeAsync();
        }

        await Platform.DisposeAsync();
        await Database.DisposeAsync();
    }

    private async Task AddMembersAsync(ITestOutputHelper log, string[] options)
    {
        string[] shared =
        [
            "--Cluster:Kind=postgres",
            "--Platform:Kind=grpc",
            "--Platform:RepeatedCreateIsSafe=true",
            .. options,
        ];
        for (var number = 1; number <= SiloCount; number++)
        {
            var name = $"silo-{number}";
            var link = new PlatformLink(name, Platform.Address, Owners);
            _links.Add(link);
            await link.GoUpAsync();
            Silos.Add(new ClusterMember(
                name,
                log,
                [
                    $"--Cluster:ConnectionString={Database.ConnectionString};Application Name={name}",
                    .. shared,
                    $"--Platform:Endpoint=http://{link.Address}",
                ]));
        }

        Gateway = new ClusterMember(
            "gateway",
            log,
            [$"--Cluster:ConnectionString={Database.ConnectionString}", .. shared, "--Cluster:Role=gateway"]);
        Silos.ForEach(silo => silo.Start());
        Gateway.Start();
        await Task.WhenAll(Silos.Append(Gateway).Select(member => member.WaitUntilReadyAsync()));
    }
}
