using System.Diagnostics;
using OrleansScaler.Cli.Cell;
using OrleansScaler.Cli.Verbs;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Processes;

/// <summary>The server as a child process, on the ports of <c>serve</c> or those that are named.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    /// <summary>Set by the entry script: the server's assembly.</summary>
    public const string PathVariable = "SCALER_SILO";

    /// <summary>Where the build puts the server, seen from this program.</summary>
    private static readonly string UsualPath = Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Silo", "release", "OrleansScaler.Silo.dll");

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private SiloProcess(ChildProcess child) => Child = child;

    /// <summary>The process.</summary>
    public ChildProcess Child { get; }

    public int Id => Child.Id;

    /// <summary>The server's assembly.</summary>
    /// <exception cref="StartException">The server was not built.</exception>
    public static string FindAssembly()
    {
        var path = Environment.GetEnvironmentVariable(PathVariable) ?? UsualPath;
        return File.Exists(path)
            ? path
            : throw new StartException($"{path}: the server is not built; set {PathVariable} to its assembly");
    }

    /// <summary>Starts the server with a platform of the 2023 protocol and waits until it is ready.</summary>
    /// <param name="platform">The platform that it is to use.</param>
    /// <param name="policy">Name of the policy set that is to decide.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StartException">A port is taken, or the server was not built.</exception>
    /// <exception cref="SiloException">The server ended, or did not get ready.</exception>
    public static Task<SiloProcess> StartAsync(
        HostPort platform, string policy, CancellationToken cancellationToken) => StartAsync(
        new Dictionary<string, string>
        {
            ["Platform__Kind"] = "grpc",
            ["Policies__Name"] = policy,
            ["Platform__Endpoint"] = platform.Uri.GetLeftPart(UriPartial.Authority),
        },
        cancellationToken);

    /// <summary>
    /// Starts the server with nodes of a resource manager, set up for the 2020 protocol, and waits until it is ready.
    /// </summary>
    /// <param name="manager">The resource manager.</param>
    /// <param name="scheduler">Where the server is to serve the 2020 protocol.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StartException">A port is taken, or the server was not built.</exception>
    /// <exception cref="SiloException">The server ended, or did not get ready.</exception>
    public static Task<SiloProcess> StartOnNodesAsync(
        HostPort manager, HostPort scheduler, CancellationToken cancellationToken) =>
        StartAsync(
            ContestSettings.Of2020(manager), SiloPorts.Usual with { Scheduler = scheduler }, cancellationToken);

    /// <summary>Starts the server and waits until it is ready.</summary>
    /// <param name="settings">Its settings, as its environment spells them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StartException">A port is taken, or the server was not built.</exception>
    /// <exception cref="SiloException">The server ended, or did not get ready.</exception>
    public static Task<SiloProcess> StartAsync(
        IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken) =>
        StartAsync(settings, SiloPorts.Usual, cancellationToken);

    /// <summary>Starts the server as it is set up and waits until it is ready.</summary>
    /// <param name="settings">The process, its settings in its environment.</param>
    /// <param name="ports">Where it listens.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StartException">A port is taken.</exception>
    /// <exception cref="SiloException">The server ended, or did not get ready.</exception>
    public static async Task<SiloProcess> StartAsync(
        ChildSettings settings, SiloPorts ports, CancellationToken cancellationToken)
    {
        ports.Check();
        var environment = ports.ToSettings();
        foreach (var (name, value) in settings.Environment)
        {
            environment[name] = value;
        }

        var silo = new SiloProcess(ChildProcess.Start(settings with { Environment = environment }));
        try
        {
            await silo.WaitUntilReadyAsync(new Uri(ports.Http.Uri, "/readyz"), cancellationToken);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    private static Task<SiloProcess> StartAsync(
        IReadOnlyDictionary<string, string> settings, SiloPorts ports, CancellationToken cancellationToken) =>
        StartAsync(
            new ChildSettings { Assembly = FindAssembly(), Environment = OfOneRun(settings) },
            ports,
            cancellationToken);

    /// <summary>
    /// Settings of a server whose platform ends with the run. It keeps no ledger: slots that a run which was broken off
    /// left in one are nobody's, and the next run would lend them.
    /// </summary>
    internal static Dictionary<string, string> OfOneRun(IReadOnlyDictionary<string, string> settings) =>
        new(settings) { ["Ledger__Store"] = "none" };

    /// <summary>Fails when the server has ended, with its last words.</summary>
    /// <exception cref="SiloException">It has.</exception>
    public void ThrowIfEnded()
    {
        if (Child.HasEnded)
        {
            throw new SiloException(
                $"The server ended with code {Child.ExitCode}. Its last output:{Environment.NewLine}{Child.LastWords}",
                Child.ExitCode == ExitCode.BadInput ? ExitCode.BadInput : ExitCode.Failed);
        }
    }

    /// <summary>Asks the server to end, and ends it when it does not.</summary>
    public ValueTask DisposeAsync() => Child.DisposeAsync();

    private async Task WaitUntilReadyAsync(Uri ready, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var started = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync(client, ready, cancellationToken))
        {
            ThrowIfEnded();
            if (Stopwatch.GetElapsedTime(started) > StartPatience)
            {
                throw new SiloException(
                    $"The server is not ready after {StartPatience.TotalSeconds} s. Its last output:"
                    + $"{Environment.NewLine}{Child.LastWords}",
                    ExitCode.Failed);
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, Uri ready, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(ready, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
