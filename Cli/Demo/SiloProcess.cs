using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using OrleansScaler.Cli.Cell;
using OrleansScaler.Cli.Verbs;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Demo;

/// <summary>The server as a child process, on the ports of <c>serve</c>: 9001, 8080 and those that are named.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    /// <summary>Set by the entry script: the server's assembly.</summary>
    public const string PathVariable = "SCALER_SILO";

    /// <summary>Where the build puts the server, seen from this program.</summary>
    private static readonly string UsualPath = Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Silo", "release", "OrleansScaler.Silo.dll");

    private const int SchedulerPort = 10_600;

    private static readonly Uri Ready = new("http://127.0.0.1:8080/readyz");
    private static readonly int[] Ports = [9001, 9002, SchedulerPort, 8080];
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly OutputTail _output = new();

    private SiloProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => _output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => _output.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

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
        HostPort manager, HostPort scheduler, CancellationToken cancellationToken)
    {
        var settings = ContestSettings.Of2020(manager);
        settings["Gateway__SchedulerAddress"] = scheduler.ToString();
        return StartAsync(settings, [.. Ports.Where(port => port != SchedulerPort), scheduler.Port], cancellationToken);
    }

    /// <summary>Starts the server and waits until it is ready.</summary>
    /// <param name="settings">Its settings, as its environment spells them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StartException">A port is taken, or the server was not built.</exception>
    /// <exception cref="SiloException">The server ended, or did not get ready.</exception>
    public static Task<SiloProcess> StartAsync(
        IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken) =>
        StartAsync(settings, Ports, cancellationToken);

    private static async Task<SiloProcess> StartAsync(
        IReadOnlyDictionary<string, string> settings, int[] ports, CancellationToken cancellationToken)
    {
        var path = Environment.GetEnvironmentVariable(PathVariable) ?? UsualPath;
        if (!File.Exists(path))
        {
            throw new StartException($"{path}: the server is not built; set {PathVariable} to its assembly");
        }

        CheckPorts(ports);
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(path)),
        };
        start.ArgumentList.Add(path);
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var silo = new SiloProcess(Process.Start(start) ?? throw new StartException("the server did not start"));
        try
        {
            await silo.WaitUntilReadyAsync(cancellationToken);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Fails when the server has ended, with its last words.</summary>
    /// <exception cref="SiloException">It has.</exception>
    public void ThrowIfEnded()
    {
        if (_process.HasExited)
        {
            throw new SiloException(
                $"The server ended with code {_process.ExitCode}. Its last output:{Environment.NewLine}{_output}",
                _process.ExitCode == ExitCode.BadInput ? ExitCode.BadInput : ExitCode.Failed);
        }
    }

    /// <summary>Asks the server to end, and ends it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Terminate();
            using var patience = new CancellationTokenSource(StopPatience);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
            }
        }

        _process.Dispose();
    }

    /// <summary>
    /// A server that somebody else runs would answer for ours, and the figures would be its figures.
    /// </summary>
    private static void CheckPorts(int[] ports)
    {
        var taken = ports.Where(IsTaken).ToList();
        if (taken.Count > 0)
        {
            throw new StartException(
                $"port {string.Join(" and ", taken)} taken by another process: a server of our own is to start "
                + "there, stop the other one first");
        }
    }

    private static bool IsTaken(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var started = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync(client, cancellationToken))
        {
            ThrowIfEnded();
            if (Stopwatch.GetElapsedTime(started) > StartPatience)
            {
                throw new SiloException(
                    $"The server is not ready after {StartPatience.TotalSeconds} s. Its last output:"
                    + $"{Environment.NewLine}{_output}",
                    ExitCode.Failed);
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(Ready, cancellationToken);
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

    /// <summary>SIGTERM lets the server flush and say goodbye; the library can only kill.</summary>
    private void Terminate()
    {
        const int TerminateSignal = 15;
        if (OperatingSystem.IsWindows() || SendSignal(_process.Id, TerminateSignal) != 0)
        {
            _process.Kill();
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
