using Microsoft.Extensions.Logging;

namespace OrleansScaler.Grains.Fencing;

/// <summary>
/// Keeps a silo that was frozen from lending instances that another silo owns by now. A process that is stopped and
/// goes on lives about two seconds before it learns that the others gave it up; in that time every event of its grains
/// has to wait here.
/// </summary>
/// <remarks>
/// A thread of its own leaves a sign of life four times a second. It needs neither the thread pool nor a grain's turn,
/// so that a busy silo does not take itself for a frozen one; and if the thread itself does not run for seconds, the
/// others' probes were not answered either. What stays open: an event that was under way when the process was stopped
/// ends after it; the epoch in the ledger is what stops that one.
/// <code>
/// state   | sign in time | sign or event late | counts | does not count | not known
/// open    | open         | closed             | -      | -              | -
/// closed  | closed       | closed, asks again | open   | shut           | closed, asks again
/// shut    | shut         | shut               | -      | -              | -
/// </code>
/// </remarks>
public sealed partial class SiloFence : IDisposable
{
    /// <summary>Well below <see cref="FenceOptions.FrozenAfter"/>, and nothing to pay: 4 wake-ups a second.</summary>
    private static readonly TimeSpan s_beatEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>While the store is down, one line of log for so many tries.</summary>
    private const int TriesPerLine = 50;

    private readonly IMembership _membership;
    private readonly FenceOptions _options;
    private readonly FenceInstruments _instruments;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    private readonly long _frozenAfter;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly CancellationTokenSource _stop = new();
    private volatile State _state = State.Open;
    private long _lastBeat;
    private TimeSpan _lastDrift;
    private long _freezes;
    private long _closedAt;
    private bool _isAsking;
    private volatile bool _isStopped;
    private TaskCompletionSource _opened = NewSignal();
    private Thread? _thread;

    /// <summary>Made open; <see cref="Start"/> begins the signs of life.</summary>
    /// <param name="membership">Tells whether this silo still counts.</param>
    /// <param name="options">How patient it is.</param>
    /// <param name="instruments">What is counted.</param>
    /// <param name="clock">
    /// The system's own, such as <see cref="SteadyClock"/>. Never the grains': a test moves those by hours in one step.
    /// </param>
    /// <param name="logger">Hears of freezes.</param>
    public SiloFence(
        IMembership membership,
        FenceOptions options,
        FenceInstruments instruments,
        TimeProvider clock,
        ILogger<SiloFence> logger)
    {
        _membership = membership;
        _options = options;
        _instruments = instruments;
        _clock = clock;
        _logger = logger;
        _frozenAfter = (long)(options.FrozenAfter.TotalSeconds * clock.TimestampFrequency);
        _lastBeat = clock.GetTimestamp();
        _lastDrift = ReadDrift();
    }

    private enum State
    {
        Open,
        Closed,
        Shut,
    }

    /// <summary>Whether events may pass now. Costs a reading of the clock.</summary>
    public bool IsOpen
    {
        get
        {
            // The beat is read before the state: whoever sees the beat that ended a freeze sees the fence closed too.
            var late = _clock.GetTimestamp() - Volatile.Read(ref _lastBeat) > _frozenAfter;
            if (late && _state == State.Open && !_isStopped)
            {
                Close();
                _wake.Set();
            }

            return _state == State.Open;
        }
    }

    /// <summary>Whether the others gave this silo up.</summary>
    public bool IsShut => _state == State.Shut;

    /// <summary>Begins the signs of life. A fence that nobody started closes soon, and stays so.</summary>
    public void Start()
    {
        _thread = new Thread(BeatOn) { IsBackground = true, Name = "fence" };
        _thread.Start();
    }

    /// <summary>Waits until events may pass; for ever in a silo that does not count any more.</summary>
    public ValueTask PassAsync() => IsOpen ? default : new ValueTask(WaitAsync());

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        _stop.Cancel();
        _wake.Set();
        _thread?.Join();
        _wake.Dispose();
        _stop.Dispose();
    }

    /// <summary>One sign of life. Finds out whether it comes late, and has a closed fence opened.</summary>
    /// <returns>The asking that it began; ended where it began none.</returns>
    internal Task Beat()
    {
        var now = _clock.GetTimestamp();
        var drift = ReadDrift();
        var isLate = now - _lastBeat > _frozenAfter || drift - _lastDrift > _options.FrozenAfter;
        if (isLate)
        {
            Close();
        }

        _lastDrift = drift;
        Volatile.Write(ref _lastBeat, now);
        return BeginAsking();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void BeatOn()
    {
        while (!_isStopped)
        {
            _wake.WaitOne(s_beatEvery);
            _ = Beat();
        }
    }

    /// <summary>
    /// How far the wall clock is ahead. It leaps when the machine was paused unseen by its other clocks. It leaps too
    /// when somebody sets it, which then costs one reading of the members.
    /// </summary>
    private TimeSpan ReadDrift() =>
        (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch) - _clock.GetElapsedTime(0, _clock.GetTimestamp());

    private void Close()
    {
        TimeSpan frozen;
        lock (_gate)
        {
            if (_state == State.Shut)
            {
                return;
            }

            // Each freeze counts, also one amid the asking: an answer from before it says nothing.
            _freezes++;
            if (_state == State.Closed)
            {
                return;
            }

            _state = State.Closed;
            _closedAt = _lastBeat;
            frozen = _clock.GetElapsedTime(_lastBeat);
        }

        _instruments.Closed();
        LogFrozen(frozen);
    }

    private async Task WaitAsync()
    {
        while (!IsOpen)
        {
            Task opened;
            lock (_gate)
            {
                opened = _opened.Task;
            }

            await opened;
        }
    }

    private Task BeginAsking()
    {
        lock (_gate)
        {
            if (_state != State.Closed || _isAsking)
            {
                return Task.CompletedTask;
            }

            _isAsking = true;
        }

        return AskAsync();
    }

    /// <summary>Cannot fail: what cannot be read is read again until the process stops.</summary>
    private async Task AskAsync()
    {
        for (var tries = 1L; !_isStopped; tries++)
        {
            try
            {
                var freezes = Volatile.Read(ref _freezes);
                if (Settle(await ReadAsync(), freezes))
                {
                    return;
                }
            }
            catch (Exception fault)
            {
                if (!_isStopped && tries % TriesPerLine == 1)
                {
                    LogNotRead(fault, tries);
                }
            }

            await Task.Delay(_options.RetryAfter, _clock);
        }
    }

    private async Task<bool> ReadAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var read = _membership.IsStillMemberAsync(limit.Token);
        if (read.IsCompletedSuccessfully)
        {
            return read.Result;
        }

        try
        {
            return await read.AsTask().WaitAsync(_options.ReadTimeout, _clock, _stop.Token);
        }
        finally
        {
            await limit.CancelAsync();
        }
    }

    /// <summary>An answer came.</summary>
    /// <returns>False when the process was frozen meanwhile: the answer may be from before that.</returns>
    private bool Settle(bool counts, long freezes)
    {
        TaskCompletionSource opened;
        TimeSpan closed;
        lock (_gate)
        {
            var now = _clock.GetTimestamp();
            if (_freezes != freezes || now - _lastBeat > _frozenAfter)
            {
                return false;
            }

            _isAsking = false;
            if (!counts)
            {
                _state = State.Shut;
                LogShut();
                return true;
            }

            closed = _clock.GetElapsedTime(_closedAt, now);
            opened = _opened;
            _opened = NewSignal();
            _state = State.Open;
        }

        _instruments.Opened(closed);
        LogOpened(closed);
        opened.SetResult();
        return true;
    }
}
