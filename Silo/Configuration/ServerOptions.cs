using OrleansScaler.Gateway;
using OrleansScaler.Grains.Fencing;
using OrleansScaler.Grains.Functions;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Learning;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Policies.Rules;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Silo.Telemetry;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Silo.Configuration;

/// <summary>Everything that can be configured, by section.</summary>
public sealed class ServerOptions
{
    /// <summary>Which platform runs the slots.</summary>
    public PlatformOptions Platform { get; set; } = new();

    /// <summary>How the embedded platform behaves, where that one is chosen.</summary>
    public SimulatedPlatformOptions SimulatedPlatform { get; set; } = new();

    /// <summary>The nodes that slots are placed on, where those are chosen.</summary>
    public NodesOptions Nodes { get; set; } = new();

    /// <summary>Bounds over all functions.</summary>
    public FunctionOptions Functions { get; set; } = new();

    /// <summary>Bounds and times of one function's pool.</summary>
    public PoolOptions Pools { get; set; } = new();

    /// <summary>What decides.</summary>
    public PolicyOptions Policies { get; set; } = new();

    /// <summary>When the calls of one function are shared by several pools.</summary>
    public HotFunctionOptions HotFunctions { get; set; } = new();

    /// <summary>How carefully functions' use of their slots is learned.</summary>
    public LearningOptions Learning { get; set; } = new();

    /// <summary>Where the gateway listens.</summary>
    public GatewayOptions Gateway { get; set; } = new();

    /// <summary>Whether this process is one of many.</summary>
    public ClusterSettings Cluster { get; set; } = new();

    /// <summary>Where it is kept which slots there are.</summary>
    public LedgerOptions Ledger { get; set; } = new();

    /// <summary>When a silo counts as having been frozen.</summary>
    public FenceOptions Fence { get; set; } = new();

    /// <summary>How the server ends.</summary>
    public DrainOptions Drain { get; set; } = new();

    /// <summary>Where measurements go.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary>What the ranges of single values cannot say.</summary>
    /// <returns>One sentence for each relation that does not hold.</returns>
    public IEnumerable<string> FindContradictions()
    {
        IEnumerable<string> found =
        [
            .. Platform.FindContradictions(),
            .. Nodes.FindContradictions(),
            .. Pools.FindContradictions(),
            .. Policies.FindContradictions(),
            .. Gateway.FindContradictions(),
            .. Cluster.FindContradictions(),
            .. Drain.FindContradictions(),
            .. Ledger.FindContradictions(),
            .. FindLedgerContradictions(),
            .. Telemetry.FindContradictions(),
        ];
        return found.Concat(PolicyBook.Make(Policies).Problems.Select(problem => problem.ToString()));
    }

    /// <summary>
    /// What <see cref="LedgerOptions.Auto"/> means here: nothing is kept of the embedded platform, whose slots die with
    /// the process; a cluster keeps them where its members are listed; one server alone in a file.
    /// </summary>
    public void DecideLedger()
    {
        if (Ledger.Store != LedgerOptions.Auto)
        {
            return;
        }

        if (Cluster.IsOn)
        {
            Ledger.Store = Cluster.Kind;
            Ledger.ConnectionString = Cluster.ConnectionString;
        }
        else
        {
            Ledger.Store = Platform.Kind == PlatformOptions.Simulated ? LedgerOptions.None : LedgerOptions.File;
        }
    }

    private IEnumerable<string> FindLedgerContradictions()
    {
        if (Cluster.IsOn && Ledger.Store == LedgerOptions.File)
        {
            yield return "Ledger:Store is file, which only one server can read; "
                + $"with Cluster:Kind={Cluster.Kind} it must be postgres, redis or none.";
        }
    }
}
