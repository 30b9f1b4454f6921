using Orleans.Runtime;

namespace Orleans.Scheduling;

/// <summary>Birth and end of an activation.</summary>
internal sealed partial class Activation
{
    private readonly HashSet<IGrainTimer> _timers = [];
    private List<Func<CancellationToken, Task>>? _preparations;
    private ActivationState _state = ActivationState.Activating;
    private bool _activating = true;
    private bool _wasValid;

    /// <summary>Deactivation was asked for and starts when the last running call has ended.</summary>
    private bool _deactivationDue;
    private DeactivationReason _reason;
    private TaskCompletionSource? _deactivated;
    private DateTime _keepAliveUntil = DateTime.MinValue;

    public Task Deactivated
    {
        get
        {
            lock (_gate)
            {
                return DeactivatedSource.Task;
            }
        }
    }

    private TaskCompletionSource DeactivatedSource =>
        _deactivated ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_state == ActivationState.Invalid)
            {
                return;
            }

            if (_reason.ReasonCode == DeactivationReasonCode.None)
            {
                _reason = deactivationReason;
            }

            if (_state == ActivationState.Deactivating)
            {
                return;
            }

            _wasValid = _state == ActivationState.Valid;
            _state = ActivationState.Deactivating;
            _deactivationDue = true;
            FinishDeactivatingWhenQuiet();
        }
    }

    internal void Start()
    {
        lock (_gate)
        {
            StartOperation(ActivateAsync);
        }
    }

    /// <summary>Something to do after construction and before the grain's own activation hook.</summary>
    internal void Prepare(Func<CancellationToken, Task> preparation) => (_preparations ??= []).Add(preparation);

    internal void Track(IGrainTimer timer)
    {
        lock (_gate)
        {
            _timers.Add(timer);
        }
    }

    internal void Untrack(IGrainTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    internal void DelayDeactivation(TimeSpan span)
    {
        if (span == TimeSpan.MaxValue || span == Timeout.InfiniteTimeSpan)
        {
            _keepAliveUntil = DateTime.MaxValue;
        }
        else if (span <= TimeSpan.Zero)
        {
            _keepAliveUntil = DateTime.MinValue;
        }
        else
        {
            _keepAliveUntil = Silo.GrainTime.GetUtcNow().UtcDateTime + span;
        }
    }

    /// <summary>Goes by the wall clock, as in the real runtime, whatever clock grains are given.</summary>
    internal void DeactivateIfIdle(long ticks, DateTime now)
    {
        var age = _class.CollectionAge;
        if (age == Timeout.InfiniteTimeSpan || ticks - _lastUsed < age.TotalMilliseconds || _keepAliveUntil > now)
        {
            return;
        }

        lock (_gate)
        {
            var inUse = _running > 0 || _waiting.Count > 0 || _state != ActivationState.Valid;
            if (!inUse && ticks - _lastUsed >= age.TotalMilliseconds)
            {
                Deactivate(new DeactivationReason(
                    DeactivationReasonCode.ActivationIdle, "This activation has become idle."));
            }
        }
    }

    private void StartOperation(Func<Task> operation)
    {
        var outer = CleanContext.Enter();
        new Task<Task>(operation).Start(this);
        outer.Leave();
    }

    /// <summary>The lock is held.</summary>
    private void FinishDeactivatingWhenQuiet()
    {
        if (_deactivationDue && _running == 0 && !_activating)
        {
            _deactivationDue = false;
            StartOperation(FinishDeactivatingAsync);
        }
    }

    private async Task ActivateAsync()
    {
        using var timeout = new CancellationTokenSource(Silo.Collection.ActivationTimeout);
        try
        {
            _instance = _class.Construct(this);
            foreach (var preparation in _preparations ?? [])
            {
                await preparation(timeout.Token);
            }

            if (_instance is IGrainBase grain)
            {
                await grain.OnActivateAsync(timeout.Token).WaitAsync(timeout.Token);
            }
        }
        catch (Exception exception)
        {
            Silo.Logger.ActivationFailed(exception, GrainId);
            Deactivate(new DeactivationReason(
                DeactivationReasonCode.ActivationFailed, exception, "Failed to activate grain."));
        }

        lock (_gate)
        {
            _activating = false;
            _lastUsed = Environment.TickCount64;
            if (_state == ActivationState.Activating)
            {
                _state = ActivationState.Valid;
            }

            FinishDeactivatingWhenQuiet();
        }
    }

    private async Task FinishDeactivatingAsync()
    {
        DisposeTimers();
        if (_wasValid && _instance is IGrainBase grain)
        {
            await DeactivateGrainAsync(grain);
        }

        Silo.Directory.Remove(this);
        await DisposeInstanceAsync();
        var left = Close();
        foreach (var message in left)
        {
            if (_reason.Exception is { } failure)
            {
                message.Reject(failure);
            }
            else
            {
                message.Resend();
            }
        }
    }

    private async Task DeactivateGrainAsync(IGrainBase grain)
    {
        using var timeout = new CancellationTokenSource(Silo.Collection.DeactivationTimeout);
        try
        {
            await grain.OnDeactivateAsync(_reason, timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception exception)
        {
            Silo.Logger.DeactivationFailed(exception, GrainId);
        }
    }

    private void DisposeTimers()
    {
        IGrainTimer[] timers;
        lock (_gate)
        {
            timers = [.. _timers];
            _timers.Clear();
        }

        foreach (var timer in timers)
        {
            timer.Dispose();
        }
    }

    private async Task DisposeInstanceAsync()
    {
        try
        {
            if (_instance is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync();
            }
            else if (_instance is IDisposable disposable)
            {
                disposable.Dispose();
            }

            if (_scope is { } scope)
            {
                await scope.DisposeAsync();
            }
        }
        catch (Exception exception)
        {
            Silo.Logger.DisposalFailed(exception, GrainId);
        }
    }

    private List<Invocation> Close()
    {
        List<Invocation> left = [];
        lock (_gate)
        {
            _state = ActivationState.Invalid;
            while (_waiting.TakeFirst() is { } message)
            {
                message.IsWaiting = false;
                if (!message.LocalOnly)
                {
                    left.Add(message);
                }
            }

            DeactivatedSource.TrySetResult();
        }

        return left;
    }
}
