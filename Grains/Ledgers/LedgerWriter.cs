using Orleans.Storage;
using OrleansScaler.Grains.Shells;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Ledgers;

/// <summary>
/// One write at a time; the next one carries all that changed meanwhile. A write that fails is tried again, after
/// pauses that grow, and takes along what came since: of a store that is down only the newest state waits, so memory is
/// bounded. For one grain: not for several threads.
/// </summary>
/// <param name="write">Writes what is to be stored at the moment when it is called.</param>
/// <param name="failed">Hears of each failure, and how many there were in a row.</param>
/// <param name="options">The pauses.</param>
/// <param name="time">Measures them.</param>
internal sealed class LedgerWriter(
    Func<Task> write, Action<Exception, int> failed, LedgerOptions options, TimeProvider time)
{
    /// <summary>More conflicts in a row than two owners can have are a fault of the store's.</summary>
    internal const int MaximumConflicts = 5;

    /// <summary>One failure may be a connection that broke; a second one after a pause is the store's.</summary>
    internal const int FailuresOfTrouble = 2;

    private readonly List<(long Change, TaskCompletionSource<bool> IsStored)> _waiting = [];
    private TaskCompletionSource? _stopped;
    private TaskCompletionSource? _trouble;
    private long _changed;
    private long _stored;
    private int _failures;
    private int _conflicts;
    private bool _isLate;

    /// <summary>Given the work where it has to begin. It never fails.</summary>
    public required Action<Task> Run { get; init; }

    /// <summary>
    /// Whether a write may begin now; what is noted until then waits for <see cref="Begin"/>. Asked in the caller's
    /// turn.
    /// </summary>
    public Func<bool> MayWrite { get; init; } = static () => true;

    /// <summary>
    /// Reads what somebody else wrote; the next write follows at once, unless this was stopped. Where there is none a
    /// conflict is a failure like any other.
    /// </summary>
    public Func<InconsistentStateException, Task>? Settle { get; init; }

    /// <summary>Ends the pauses when the store answers anybody again.</summary>
    public StoreHealth? Health { get; init; }

    /// <summary>Hears how many changes a write carried.</summary>
    public Action<long>? Written { get; set; }

    /// <summary>Whether a write waits for the end of the turn, so that what else the turn changes goes along.</summary>
    public bool WaitsForTurn { get; set; }

    /// <summary>Whether a write is under way or will be tried again.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Whether nothing is tried any more.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Whether a change is not stored yet.</summary>
    public bool HasUnstored => _stored < _changed;

    /// <summary>
    /// Whether a wait would probably be in vain: the last try failed or took too long, or none may begin.
    /// </summary>
    public bool IsTroubled => _failures > 0 || _isLate || !MayWrite();

    /// <summary>Something changed. Stored behind.</summary>
    public void Note()
    {
        _changed++;
        Begin();
    }

    /// <summary>Something changed.</summary>
    /// <returns>
    /// Ends when a write that began after this call has succeeded, or when nothing is tried any more: then with false.
    /// </returns>
    public Task<bool> NotedAsync()
    {
        _changed++;
        return StoredAsync();
    }

    /// <summary>
    /// Waits no longer than so, and not for a store that answers with failures; the trying goes on all the same.
    /// </summary>
    /// <param name="stored">What <see cref="NotedAsync"/> gave.</param>
    /// <param name="atMost">
    /// The longest wait, of the time that this process runs. Who comes after one that was not enough finds this
    /// <see cref="IsTroubled"/>.
    /// </param>
    /// <returns>Whether it ended in time.</returns>
    public async Task<bool> EndsInTimeAsync(Task<bool> stored, TimeSpan atMost)
    {
        _trouble ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await SlicedWait.ForAsync(Task.WhenAny(stored, _trouble.Task), atMost, time);
        if (stored.IsCompleted)
        {
            return true;
        }

        _isLate = true;
        return false;
    }

    /// <summary>Waits until everything noted is stored.</summary>
    /// <param name="atMost">The longest wait.</param>
    /// <param name="cancellationToken">Ends it sooner.</param>
    /// <returns>Whether it is stored.</returns>
    public async Task<bool> FlushAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        try
        {
            return !HasUnstored || await StoredAsync().WaitAsync(atMost, time, cancellationToken);
        }
        catch (Exception end) when (end is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Writes what could not be written when it was noted.</summary>
    public void Begin()
    {
        if (HasUnstored && !IsBusy && !IsStopped && MayWrite())
        {
            IsBusy = true;
            Run(WriteAllAsync());
        }
    }

    /// <summary>
    /// Nothing more is tried. Who waits hears so once the write that is under way has ended.
    /// </summary>
    public void Stop()
    {
        IsStopped = true;
        _stopped?.TrySetResult();
        if (!IsBusy)
        {
            Answer();
        }
    }

    /// <summary>As <see cref="Stop"/>, but nobody waits even for the write that is under way.</summary>
    public void Leave()
    {
        Stop();
        Answer();
    }

    private Task<bool> StoredAsync()
    {
        if (IsStopped)
        {
            return Task.FromResult(false);
        }

        var stored = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((_changed, stored));
        Begin();
        return stored.Task;
    }

    private async Task WriteAllAsync()
    {
        try
        {
            while (HasUnstored && !IsStopped)
            {
                if (WaitsForTurn)
                {
                    await Task.Yield();
                }

                await TryAsync(_changed);
            }
        }
        finally
        {
            IsBusy = false;
        }

        if (IsStopped)
        {
            Answer();
        }
    }

    private async Task TryAsync(long change)
    {
        try
        {
            await write();
        }
        catch (InconsistentStateException fault) when (Settle is not null)
        {
            await SettleAsync(Settle, fault);
            return;
        }
        catch (Exception fault)
        {
            await FailAsync(fault);
            return;
        }

        var carried = change - _stored;
        (_stored, _failures, _conflicts, _isLate) = (change, 0, 0, false);
        Answer();
        Written?.Invoke(carried);
    }

    private async Task SettleAsync(Func<InconsistentStateException, Task> settle, InconsistentStateException fault)
    {
        try
        {
            await settle(fault);
        }
        catch (Exception unread)
        {
            await FailAsync(unread);
            return;
        }

        if (++_conflicts > MaximumConflicts && !IsStopped)
        {
            await FailAsync(fault);
        }
    }

    private Task FailAsync(Exception fault)
    {
        failed(fault, ++_failures);
        if (_failures >= FailuresOfTrouble)
        {
            _trouble?.TrySetResult();
            _trouble = null;
        }

        return PauseAsync(Backoff.After(_failures, options.RetryAfter, options.RetryAtMost));
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        _stopped ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!IsStopped)
        {
            await Task.WhenAny(Task.Delay(pause, time), _stopped.Task, Health?.UpAgain ?? _stopped.Task);
        }
    }

    private void Answer()
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            var isStored = _waiting[i].Change <= _stored;
            if (isStored || IsStopped)
            {
                _waiting[i].IsStored.TrySetResult(isStored);
                _waiting.RemoveAt(i);
            }
        }
    }
}
