using Orleans.Runtime;
using Orleans.Scheduling;

namespace Orleans.Timers;

/// <summary>
/// A timer whose tick is a message to its own grain. The clock's timer is always one-shot: the next due time counts
/// from the end of a callback.
/// </summary>
internal abstract class GrainTimer : Invocation, IGrainTimer
{
    private readonly Activation _activation;
    private readonly CancellationTokenSource _disposed = new();
    private readonly ITimer _timer;
    private readonly bool _interleave;
    private readonly bool _keepAlive;
    private TimeSpan _dueTime = Timeout.InfiniteTimeSpan;
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private bool _changed;
    private volatile bool _firing;
    private Exception? _failure;
    private Task? _callback;

    protected GrainTimer(Activation activation, bool interleave, bool keepAlive)
    {
        _activation = activation;
        _interleave = interleave;
        _keepAlive = keepAlive;
        var outer = CleanContext.Enter();
        _timer = activation.Silo.GrainTime.CreateTimer(
            static state => ((GrainTimer)state!).Fire(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        outer.Leave();
    }

    internal override bool AlwaysInterleave => _interleave;

    internal override bool ReadOnly => false;

    internal override bool KeepAlive => _keepAlive;

    internal override bool LocalOnly => true;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        _changed = true;
        _dueTime = dueTime;
        _period = period;

        // While a tick waits or runs the change applies after it.
        if (!_firing)
        {
            Arm(dueTime);
        }
    }

    public void Dispose()
    {
        try
        {
            _disposed.Cancel();
        }
        catch (AggregateException exception)
        {
            _activation.Silo.Logger.TimerCancellationFailed(exception, _activation.GrainId);
        }

        _timer.Dispose();
        _activation.Untrack(this);
    }

    internal override Task? Start(object grain)
    {
        _changed = false;
        _callback = null;
        try
        {
            _callback = Invoke(_disposed.Token);
        }
        catch (Exception exception)
        {
            _failure = exception;
        }

        if (_callback is { IsCompleted: false })
        {
            return RunToEndAsync(_callback);
        }

        EndTick();
        return null;
    }

    internal override void Publish()
    {
        // Nobody waits for a tick.
    }

    internal override void Finish()
    {
        // The tick ended inside its turn.
    }

    internal override void FinishElsewhere() => Finish();

    internal override void Reject(Exception reason)
    {
        // A tick dies with its activation.
    }

    internal override void Resend()
    {
        // A tick dies with its activation.
    }

    protected abstract Task Invoke(CancellationToken cancellationToken);

    private static void Check(TimeSpan span, string name)
    {
        var milliseconds = (long)span.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, -1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, 0xfffffffe, name);
    }

    private void Fire()
    {
        _firing = true;
        _activation.Accept(this, mayRunHere: false);
    }

    private async Task RunToEndAsync(Task callback)
    {
        await callback.ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        EndTick();
    }

    private void EndTick()
    {
        var failure = _failure ?? (_callback is { IsFaulted: true } or { IsCanceled: true }
            ? _callback.Exception?.InnerException ?? new TaskCanceledException(_callback)
            : null);
        _failure = null;
        if (failure is not null && !_disposed.IsCancellationRequested)
        {
            _activation.Silo.Logger.TimerFailed(failure, _activation.GrainId);
        }

        _firing = false;
        if (!_disposed.IsCancellationRequested)
        {
            Arm(_changed ? _dueTime : _period);
        }
    }

    private void Arm(TimeSpan dueTime)
    {
        try
        {
            _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // Disposed by another thread in between: the grain is being deactivated.
        }
    }
}
