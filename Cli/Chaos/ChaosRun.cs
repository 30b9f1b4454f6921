using System.Diagnostics;
using OrleansScaler.Cli.Processes;
using OrleansScaler.Simulation.Chaos;

namespace OrleansScaler.Cli.Chaos;

/// <summary>Conducts a chaos run: load and faults, then rest, then the count.</summary>
internal sealed class ChaosRun
{
    /// <summary>
    /// The longest time-out (15 s), grace and keep-alive (2 s each), a hung answer (4 s), the pauses between tries, and
    /// as much again: what is alive after that stays.
    /// </summary>
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(50);

    /// <summary>A server that was told to give everything back finds what it has and does so.</summary>
    private static readonly TimeSpan s_recover = TimeSpan.FromSeconds(5);

    /// <summary>So many slots that are alive at the end are named: enough to see what they have in common.</summary>
    private const int NamedSlots = 500;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);

    private readonly ChaosSettings _settings;
    private readonly FaultSchedule _schedule;
    private readonly Lock _lock = new();
    private readonly List<StruckFault> _struck = [];
    private readonly List<string> _breakdowns = [];
    private string _phase = "starting";
    private PlatformSums _platform = new();
    private ChaosStage? _stage;
    private long _started;

    /// <summary>Prepares a run.</summary>
    /// <param name="settings">What is asked for.</param>
    public ChaosRun(ChaosSettings settings)
    {
        _settings = settings;
        _schedule = settings.Schedule;
    }

    /// <summary>How far it is. May be asked at any time, from any thread.</summary>
    public ChaosProgress Progress
    {
        get
        {
            lock (_lock)
            {
                var now = _struck.Where(fault => fault.OverAtMs is null).Select(fault => fault.Name).ToList();
                return new ChaosProgress(
                    Elapsed,
                    now.Count > 0 ? string.Join(", ", now) : _phase,
                    _struck.Count,
                    _stage?.Calls ?? new CallerReport(),
                    _platform);
            }
        }
    }

    private TimeSpan Elapsed => _started == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_started);

    /// <summary>Runs to the end, whatever befalls.</summary>
    /// <exception cref="Simulation.Hosting.StartException">Something could not be started at all.</exception>
    /// <exception cref="SiloException">The first server could not.</exception>
    public async Task<ChaosReport> RunAsync(CancellationToken cancellationToken)
    {
        await using var stage = await ChaosStage.OpenAsync(_settings, cancellationToken);
        _stage = stage;
        _started = Stopwatch.GetTimestamp();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = WatchPlatformAsync(stage, over.Token);
        var (unreturned, leaked) = (0L, 0L);
        try
        {
            Enter("load");
            await LoadAsync(stage, cancellationToken);
            (unreturned, leaked) = await SettleAsync(stage, cancellationToken);
        }
        catch (SiloException exception)
        {
            _breakdowns.Add(exception.Message);
        }

        await over.CancelAsync();
        await watch;
        var facts = await CollectAsync(stage, unreturned, leaked, cancellationToken);
        var header = new ChaosHeader(
            _settings.Seed, _settings.Length.TotalSeconds, _settings.Rate, _settings.Functions);
        return ChaosVerdict.ToReport(facts, header) with { Folder = stage.KeptFolder };
    }

    private async Task LoadAsync(ChaosStage stage, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var strikes = new FaultStrikes(stage);
        var tracks = Enum.GetValues<FaultTrack>()
            .Select(track => PlayAsync(stage, strikes, track, over.Token))
            .ToList();
        while (tracks.Count > 0)
        {
            var ended = await Task.WhenAny(tracks);
            tracks.Remove(ended);
            if (!ended.IsCompletedSuccessfully)
            {
                // A server that is not there leaves the other tracks nothing to do.
                await over.CancelAsync();
                await Task.WhenAll(tracks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await ended;
            }
        }
    }

    /// <summary>Brings about the faults of one track, one after the other.</summary>
    private async Task PlayAsync(
        ChaosStage stage, FaultStrikes strikes, FaultTrack track, CancellationToken cancellationToken)
    {
        foreach (var fault in _schedule.Faults.Where(fault => FaultShape.Of(fault.Kind).Track == track))
        {
            await WaitUntilAsync(stage, track, fault.At, cancellationToken);
            var name = FaultShape.Of(fault.Kind).Name;
            int place;
            lock (_lock)
            {
                place = _struck.Count;
                _struck.Add(new StruckFault(name, Elapsed.TotalMilliseconds, OverAtMs: null));
            }

            await strikes.StrikeAsync(fault, cancellationToken);
            lock (_lock)
            {
                _struck[place] = _struck[place] with { OverAtMs = Elapsed.TotalMilliseconds };
            }
        }

        await WaitUntilAsync(stage, track, _settings.Length, cancellationToken);
    }

    /// <summary>Waits for a moment of the load; the server's track looks after the server meanwhile.</summary>
    private async Task WaitUntilAsync(
        ChaosStage stage, FaultTrack track, TimeSpan moment, CancellationToken cancellationToken)
    {
        for (var rest = moment - Elapsed; rest > TimeSpan.Zero; rest = moment - Elapsed)
        {
            await Task.Delay(rest < s_look ? rest : s_look, cancellationToken);
            if (track == FaultTrack.Server && stage.Server.HasEnded)
            {
                _breakdowns.Add($"The server ended by itself: {stage.Server.LastWords}");
                await stage.Server.StartAsync(givesBack: false, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Lets everything come to rest. What is alive then is stuck when a server that is told to give everything back
    /// does so, and leaked when it does not.
    /// </summary>
    private async Task<(long Unreturned, long Leaked)> SettleAsync(
        ChaosStage stage, CancellationToken cancellationToken)
    {
        Enter("waiting for the last requests");
        _breakdowns.AddRange(await stage.StopCallersAsync(cancellationToken));
        Enter("waiting for the last slots");
        var started = Stopwatch.GetTimestamp();
        var alive = await AliveAsync(stage, cancellationToken);
        while (alive > 0 && Stopwatch.GetElapsedTime(started) < s_settle)
        {
            await Task.Delay(s_look, cancellationToken);
            alive = await AliveAsync(stage, cancellationToken);
        }

        if (alive > 0)
        {
            Enter("giving everything back");
            await stage.Server.StopAsync(cancellationToken);
            await stage.Server.StartAsync(givesBack: true, cancellationToken);
            await Task.Delay(s_recover, cancellationToken);
        }

        await stage.Server.StopAsync(cancellationToken);
        return (alive, await AliveAsync(stage, cancellationToken));
    }

    private async Task<ChaosFacts> CollectAsync(
        ChaosStage stage, long unreturned, long leaked, CancellationToken cancellationToken)
    {
        var calls = stage.Calls;
        var server = stage.Server;
        var leftOut = _schedule.LeftOut.Select(kind => new SkippedFault(
            FaultShape.Of(kind).Name, $"no room for it in {_settings.Length.TotalSeconds:0.#} s"));
        var impossible = _settings.OneRestart ? [] : Impossible.Always;
        return new ChaosFacts
        {
            Faults = new SortedDictionary<string, int>(
                _struck.CountBy(fault => fault.Name).ToDictionary(), StringComparer.Ordinal),
            Struck = _struck,
            Skipped = [.. leftOut, .. _settings.Skipped, .. impossible],
            Calls = calls,
            Gone = stage.Gone,
            Platform = await stage.Platform.CountAsync(NamedSlots, cancellationToken),
            Unreturned = unreturned,
            Leaked = leaked,
            Restarts = server.Restarts.Count,
            FirstAnswers = FirstAnswer.Find(server.Restarts, calls.Recoveries),
            Readies = server.Readies,
            Stops = server.Stops,
            Breakdowns = _breakdowns,
        };
    }

    private static async Task<long> AliveAsync(ChaosStage stage, CancellationToken cancellationToken)
    {
        var sums = await stage.Platform.CountAsync(aliveSlots: 0, cancellationToken);
        return sums.Created - sums.Destroyed;
    }

    private async Task WatchPlatformAsync(ChaosStage stage, CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                Volatile.Write(ref _platform, await stage.Platform.CountAsync(aliveSlots: 0, cancellationToken));
                await Task.Delay(s_look, cancellationToken);
            }
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or Grpc.Core.RpcException
            && cancellationToken.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private void Enter(string phase)
    {
        lock (_lock)
        {
            _phase = phase;
        }
    }
}
