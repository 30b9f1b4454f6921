using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.SimulatedPlatforms;
using OrleansScaler.Simulation.Traces;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace OrleansScaler.Simulation.Replay;

/// <summary>
/// Plays a trace against a scaler in real time: this side is the platform and the callers. Calls leave at the trace's
/// moments whether or not earlier ones have ended.
/// </summary>
public sealed class ReplayRun : IAsyncDisposable
{
    /// <summary>What the timer can be asked for; several calls may be due when it wakes.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>Calls that were broken off end as soon as their Idle is answered.</summary>
    private static readonly TimeSpan SettlePatience = TimeSpan.FromSeconds(5);

    private readonly Trace _trace;
    private readonly ReplayOptions _options;
    private readonly SimulatedPlatform _platform;
    private readonly CallTally _tally;
    private readonly CallsInFlight _inFlight = new();
    private GrpcHost? _host;
    private ScalerConnections? _connections;
    private long _started;
    private long _ended;
    private long _sent;
    private bool _interrupted;

    /// <summary>Prepares a run.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="options">How to play it.</param>
    public ReplayRun(Trace trace, ReplayOptions options)
    {
        _trace = trace;
        _options = options;
        _platform = new SimulatedPlatform(PlatformOptions(trace, options), TimeProvider.System);
        _tally = new CallTally([.. trace.Functions.Select(function => function.Spec)]);
    }

    /// <summary>The platform that the scaler sees.</summary>
    public SimulatedPlatform Platform => _platform;

    /// <summary>How far the run is. May be asked at any time, from any thread.</summary>
    public ReplayProgress Progress
    {
        get
        {
            var counts = _tally.Counts();
            var slots = _platform.Slots.Accounts();
            var position = Wall * _options.Speed;
            return new ReplayProgress
            {
                TraceTime = position < _trace.Length ? position : _trace.Length,
                Sent = Interlocked.Read(ref _sent),
                Ended = counts.Ended,
                Failed = counts.Failed,
                ColdStarts = counts.ColdStarts,
                LiveSlots = slots.Live,
                CreatedSlots = slots.Created,
                AssignP50Ms = _tally.AssignLatency.Percentile(0.50).TotalMilliseconds,
                AssignP99Ms = _tally.AssignLatency.Percentile(0.99).TotalMilliseconds,
            };
        }
    }

    private TimeSpan Wall => (Volatile.Read(ref _started), Volatile.Read(ref _ended)) switch
    {
        (0, _) => TimeSpan.Zero,
        (var started, 0) => Stopwatch.GetElapsedTime(started),
        var (started, ended) => Stopwatch.GetElapsedTime(started, ended),
    };

    /// <summary>Starts the platform; from here on a scaler may call it.</summary>
    /// <returns>Where it listens.</returns>
    /// <exception cref="StartException">The port is taken.</exception>
    public async Task<HostPort> StartPlatformAsync()
    {
        _host = await PlatformHost.StartAsync(
            _options.Listen, _platform, _trace.Functions.Select(function => function.Spec)).ConfigureAwait(false);
        return _host.Address;
    }

    /// <summary>
    /// Waits for the scaler, plays the trace, waits for the last Idle; then has the instances given back.
    /// </summary>
    /// <param name="cancellationToken">Breaks off; the scorecard then tells what is known so far.</param>
    /// <exception cref="StartException">No scaler answers.</exception>
    public async Task<Scorecard> PlayAsync(CancellationToken cancellationToken)
    {
        _connections = new ScalerConnections(_options.Scaler, _options.Connections);
        var caller = new ReplayCaller(_trace, _options, _connections, _platform.Slots, _tally);
        try
        {
            await _connections.OpenAsync(_options.Patience, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _started, Stopwatch.GetTimestamp());
            await SendAllAsync(caller, cancellationToken).ConfigureAwait(false);
            await _inFlight.WaitForNoneAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _interrupted = true;
        }

        Volatile.Write(ref _ended, Stopwatch.GetTimestamp());
        var scorecard = ToScorecard();
        if (_started != 0)
        {
            await SettleAsync(_connections, caller).ConfigureAwait(false);
        }

        return scorecard;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _connections?.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static SimulatedPlatformOptions PlatformOptions(Trace trace, ReplayOptions options)
    {
        var platform = new SimulatedPlatformOptions
        {
            SlotPrefix = SimulatedPlatformOptions.PrefixOfThisProcess,
            CreateLatency = options.CreateLatency / options.Speed,
            InitLatency = (options.InitLatency ?? SimulatedPlatformOptions.DefaultInitLatency) / options.Speed,
        };
        foreach (var function in trace.Functions)
        {
            if (options.InitLatency is null && function.InitDuration is { } init)
            {
                platform.InitLatencies[function.Spec.Key.Value] = init / options.Speed;
            }
        }

        return platform;
    }

    private async Task SendAllAsync(ReplayCaller caller, CancellationToken cancellationToken)
    {
        foreach (var call in _trace.Calls())
        {
            await WaitUntilAsync(call.At / _options.Speed, cancellationToken).ConfigureAwait(false);
            _inFlight.ThrowIfBroken();
            var number = Interlocked.Increment(ref _sent) - 1;
            if (_inFlight.Count >= _options.MaximumCallsInFlight)
            {
                _tally.Failed(call.Function, FailureKinds.NotSent, $"{_inFlight.Count} calls under way", assign: null);
                continue;
            }

            _inFlight.Run(() => caller.PlayAsync(call, number, cancellationToken), cancellationToken);
        }
    }

    private async Task WaitUntilAsync(TimeSpan due, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        for (var rest = due - Wall; rest > TimeSpan.Zero; rest = due - Wall)
        {
            await Task.Delay(rest > Tick ? rest : Tick, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Calls that were broken off hand their instances back; then the idle ones go too.</summary>
    private async Task SettleAsync(ScalerConnections connections, ReplayCaller caller)
    {
        using var patience = new CancellationTokenSource(SettlePatience);
        await _inFlight.WaitForNoneAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_options.ReturnInstances)
        {
            await new InstanceReturn(connections, _platform.Slots, caller.Metas).RunAsync().ConfigureAwait(false);
        }
    }

    private Scorecard ToScorecard() => _tally.ToScorecard(
        _platform.Slots.Accounts(),
        _platform.Slots.AccountsByFunction(),
        new ScorecardHeader(_options.Policy, _trace.Name, _options.Speed, Wall.TotalSeconds, Notes()));

    private List<string> Notes()
    {
        var notes = new List<string>(_trace.Assumptions);
        if (_options.Speed != 1)
        {
            notes.Add(
                $"Played at {_options.Speed:0.###} times the trace's speed; the scaler's own clock was not scaled, so "
                + "its keep-alives are that much longer in trace time, and measured latencies count that much more.");
        }

        if (_interrupted)
        {
            notes.Add($"Broken off: {_sent} of {_trace.CallCount} calls were sent.");
        }

        if (_platform.Slots.ViolationCount > 0)
        {
            notes.Add($"{_platform.Slots.ViolationCount} violations by the scaler.");
            notes.AddRange(_platform.Slots.Violations);
        }

        return notes;
    }
}
