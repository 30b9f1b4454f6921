using OrleansScaler.Cli.Processes;
using OrleansScaler.Simulation.Chaos;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Chaos;

/// <summary>All processes of a chaos run, and the folder that they share.</summary>
internal sealed class ChaosStage : IAsyncDisposable
{
    /// <summary>
    /// A request is repeated for a minute, and may begin just before the end; then it has a deadline, a run and an Idle
    /// that may take as long again.
    /// </summary>
    private static readonly TimeSpan s_callersPatience = TimeSpan.FromSeconds(150);

    private readonly ChaosSettings _settings;
    private readonly DirectoryInfo _folder;
    private readonly Lock _lock = new();
    private readonly ChaosCallers[] _callers = new ChaosCallers[ChaosSettings.CallerProcesses];
    private readonly List<CallerReport> _ended = [];
    private long _gone;

    private ChaosStage(ChaosSettings settings, DirectoryInfo folder, ChaosPlatform platform)
    {
        _settings = settings;
        _folder = folder;
        Platform = platform;
        Server = new ChaosServer(platform.Address, folder.FullName);
    }

    /// <summary>The platform.</summary>
    public ChaosPlatform Platform { get; }

    /// <summary>The server.</summary>
    public ChaosServer Server { get; }

    /// <summary>Where ledger and logs stay; null when they do not.</summary>
    public string? KeptFolder => _settings.Keep ? _folder.FullName : null;

    /// <summary>Requests that ended with their killed process.</summary>
    public long Gone => Interlocked.Read(ref _gone);

    /// <summary>What the callers told so far, all processes that ever lived.</summary>
    public CallerReport Calls
    {
        get
        {
            lock (_lock)
            {
                var alive = _callers.Where(one => one is not null).Select(one => one.Report);
                return CallerReport.Sum(_ended.Concat(alive));
            }
        }
    }

    /// <summary>Starts platform, server and callers, in that order.</summary>
    /// <exception cref="StartException">One of them did not come up.</exception>
    /// <exception cref="SiloException">The server did not.</exception>
    public static async Task<ChaosStage> OpenAsync(ChaosSettings settings, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("scaler-chaos-");
        var stage = new ChaosStage(settings, folder, await ChaosPlatform.StartAsync(cancellationToken));
        try
        {
            await stage.Server.StartAsync(givesBack: false, cancellationToken);
            for (var place = 0; place < stage._callers.Length; place++)
            {
                await stage.StartCallersAsync(place, generation: 0, cancellationToken);
            }

            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Tells one process of callers something.</summary>
    public Task TellAsync(int place, string command, int number) => Callers(place).TellAsync(command, number);

    /// <summary>Kills a process of callers and starts another in its place.</summary>
    public async Task ReplaceCallersAsync(int place, int generation, CancellationToken cancellationToken)
    {
        var victim = Callers(place);
        await victim.KillAsync();
        await Platform.EndCallerAsync(victim.Name);
        lock (_lock)
        {
            _gone += victim.Report.Open;
            _ended.Add(victim.Report with { Open = 0 });
        }

        await StartCallersAsync(place, generation, cancellationToken);
        await victim.DisposeAsync();
    }

    /// <summary>Lets the callers end, once each request has ended.</summary>
    /// <returns>What went wrong with them.</returns>
    public async Task<IReadOnlyList<string>> StopCallersAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_callersPatience);
        await Task.WhenAll(_callers.Select(one => one.TellAsync(ChaosCallers.Stop)));
        try
        {
            var problems = await Task.WhenAll(_callers.Select(one => one.WaitAsync(patience.Token)));
            return [.. problems.OfType<string>()];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [$"The callers have not ended {s_callersPatience.TotalSeconds} s after they were told to."];
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var callers in _callers.Where(one => one is not null))
        {
            await callers.DisposeAsync();
        }

        await Server.DisposeAsync();
        await Platform.DisposeAsync();
        if (!_settings.Keep)
        {
            _folder.Delete(recursive: true);
        }
    }

    private ChaosCallers Callers(int place)
    {
        lock (_lock)
        {
            return _callers[place];
        }
    }

    private async Task StartCallersAsync(int place, int generation, CancellationToken cancellationToken)
    {
        var callers = await ChaosCallers.StartAsync(
            $"c{place}-{generation}", _settings, Server.Ports.Scaler, Platform.Address, cancellationToken);
        lock (_lock)
        {
            _callers[place] = callers;
        }
    }
}
