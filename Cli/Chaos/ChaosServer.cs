using System.Diagnostics;
using OrleansScaler.Cli.Processes;
using OrleansScaler.Simulation.Chaos;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Chaos;

/// <summary>The server under chaos: one process after another, on the same ports and with the same ledger.</summary>
internal sealed class ChaosServer : IAsyncDisposable
{
    /// <summary>Longest that a server may take to end in good order; drains are bounded below it.</summary>
    private static readonly TimeSpan s_stopPatience = TimeSpan.FromSeconds(60);

    private readonly HostPort _platform;
    private readonly string _folder;
    private readonly List<double> _starts = [];
    private readonly List<TimeSpan> _readies = [];
    private readonly List<TimeSpan> _stops = [];
    private SiloProcess? _silo;

    /// <summary>Prepares one; nothing is started yet.</summary>
    /// <param name="platform">Its platform.</param>
    /// <param name="folder">Where its ledger and its log go.</param>
    public ChaosServer(HostPort platform, string folder)
    {
        _platform = platform;
        _folder = folder;
    }

    /// <summary>Where it listens.</summary>
    public SiloPorts Ports { get; } = SiloPorts.FindFree();

    /// <summary>Whether its process has ended, or none was started.</summary>
    public bool HasEnded => _silo?.Child.HasEnded ?? true;

    /// <summary>What the process wrote last, and its exit code.</summary>
    public string LastWords => _silo is { } silo && silo.Child.HasEnded
        ? $"exit code {silo.Child.ExitCode}. {silo.Child.LastWords}"
        : "";

    /// <summary>Starts of its processes after the first: seconds on the machine's monotonic clock.</summary>
    public IReadOnlyList<double> Restarts => _starts.Count > 0 ? _starts[1..] : [];

    /// <summary>How long each of those took until it said that it was ready.</summary>
    public IReadOnlyList<TimeSpan> Readies => _readies.Count > 0 ? _readies[1..] : [];

    /// <summary>How long its processes took to end in good order.</summary>
    public IReadOnlyList<TimeSpan> Stops => _stops;

    /// <summary>Starts a process and waits until it is ready.</summary>
    /// <param name="givesBack">
    /// Whether it gives back all slots when it ends, instead of keeping them in its ledger.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SiloException">It ended, or did not get ready.</exception>
    public async Task StartAsync(bool givesBack, CancellationToken cancellationToken)
    {
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
            _silo = null;
        }

        var settings = new ChildSettings
        {
            Assembly = SiloProcess.FindAssembly(),
            Environment = SettingsOf(givesBack),
            Log = Path.Combine(_folder, "server.log"),
            OutlivesFileLimit = OperatingSystem.IsLinux(),
        };
        var started = Stopwatch.GetTimestamp();
        _starts.Add((double)started / Stopwatch.Frequency);
        _silo = await SiloProcess.StartAsync(settings, Ports, cancellationToken);
        _readies.Add(Stopwatch.GetElapsedTime(started));
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => _silo!.Child.KillAsync();

    /// <summary>SIGSTOP, and SIGCONT after a while, come what may.</summary>
    public async Task FreezeAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        _silo!.Child.Signal(ProcessSignal.Stop);
        try
        {
            await Task.Delay(length, cancellationToken);
        }
        finally
        {
            _silo.Child.Signal(ProcessSignal.Continue);
        }
    }

    /// <summary>Lets every write to a file fail for a while, come what may.</summary>
    public async Task FillDiskAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        ProcessControl.LimitFileSize(_silo!.Id, 1);
        try
        {
            await Task.Delay(length, cancellationToken);
        }
        finally
        {
            ProcessControl.LimitFileSize(_silo.Id, null);
        }
    }

    /// <summary>SIGTERM; waits for the end.</summary>
    /// <exception cref="SiloException">It does not end.</exception>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_stopPatience);
        _silo!.Child.Signal(ProcessSignal.Terminate);
        try
        {
            await _silo.Child.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SiloException(
                $"The server has not ended {s_stopPatience.TotalSeconds} s after SIGTERM.", Verbs.ExitCode.Failed);
        }

        _stops.Add(Stopwatch.GetElapsedTime(started));
    }

    public async ValueTask DisposeAsync()
    {
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }
    }

    /// <summary>
    /// Times are short, so that what is unknown after a kill is settled within the run: keep-alive 2 s, the functions'
    /// own time-outs, 2 s of grace.
    /// </summary>
    private Dictionary<string, string> SettingsOf(bool givesBack) => new()
    {
        ["Platform__Kind"] = "grpc",
        ["Platform__Endpoint"] = _platform.Uri.GetLeftPart(UriPartial.Authority),
        ["Platform__RepeatedCreateIsSafe"] = "true",
        ["Platform__CreateTimeout"] = $"{ChaosPlatformHost.AnswerPatience}",
        ["Platform__InitTimeout"] = $"{ChaosPlatformHost.AnswerPatience}",
        ["Platform__DestroyTimeout"] = $"{ChaosPlatformHost.AnswerPatience}",
        ["Policies__Name"] = "fixed:2s",
        ["Policies__ReclaimEvery"] = "1s",
        ["Pools__AssignmentGrace"] = "2s",
        ["Pools__DestroyBackoffMaximum"] = "2s",
        ["Ledger__Store"] = "file",
        ["Ledger__Folder"] = Path.Combine(_folder, "ledger"),
        ["Ledger__AtStop"] = givesBack ? "destroy" : "keep",
    };
}
