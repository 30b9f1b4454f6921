using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Recovery;

/// <summary>
/// One write at a time; the next one carries all that came meanwhile. A write that fails is tried again, with pauses
/// that grow, and takes along what came since. For one grain: not for several threads.
/// </summary>
/// <param name="write">Writes what is to be stored at the moment when it is called.</param>
/// <param name="failed">Hears of each failure, and how many there were in a row.</param>
/// <param name="options">The pauses.</param>
/// <param name="time">Measures them.</param>
internal sealed class GroupedWrites(
    Func<Task> write, Action<Exception, int> failed, LedgerOptions options, TimeProvider time)
{
    private readonly List<TaskCompletionSource> _begun = [];
    private TaskCompletionSource? _next;

    /// <summary>Whether a write is under way or will be tried again.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Something changed.</summary>
    /// <param name="run">Given the work where it has to begin.</param>
    /// <param name="stop">Ends the trying.</param>
    /// <returns>Ends when a write that began after this call has succeeded; fails when the trying was ended.</returns>
    public Task RequestAsync(Action<Task> run, CancellationToken stop)
    {
        _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stored = _next.Task;
        if (!IsBusy)
        {
            IsBusy = true;
            run(RunAsync(stop));
        }

        return stored;
    }

    private async Task RunAsync(CancellationToken stop)
    {
        var failures = 0;
        while (TakeNext() && !stop.IsCancellationRequested)
        {
            try
            {
                await write();
                failures = 0;
                _begun.ForEach(static group => group.SetResult());
                _begun.Clear();
            }
            catch (Exception fault)
            {
                failed(fault, ++failures);
                await PauseAsync(Backoff.After(failures, options.RetryAfter, options.RetryAtMost), stop);
            }
        }

        IsBusy = false;
        foreach (var group in _begun)
        {
            // Nobody may be waiting any more; then the failure is nobody's.
            group.SetException(new TimeoutException("The store did not answer before the shard was closed."));
            _ = group.Task.Exception;
        }

        _begun.Clear();
    }

    private bool TakeNext()
    {
        if (_next is not null)
        {
            _begun.Add(_next);
            _next = null;
        }

        return _begun.Count > 0;
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stop)
    {
        try
        {
            await Task.Delay(pause, time, stop);
        }
        catch (OperationCanceledException)
        {
            // The loop's condition ends it.
        }
    }
}
