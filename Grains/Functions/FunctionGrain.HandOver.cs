using Orleans;

namespace OrleansScaler.Grains.Functions;

/// <content>The end of an activation: its slots stay for the next one, or are given back.</content>
public sealed partial class FunctionGrain
{
    private TaskCompletionSource? _closed;
    private bool _isHandedOver;

    private async Task HandOverAsync(CancellationToken cancellationToken)
    {
        _asks.SendAllBack();
        _pool!.SendWaitersAway(_time.GetUtcNow(), _commands);
        _loop.Run();
        if (_settling is not null)
        {
            await _settling.CancelAsync();
        }

        await EndWorkAsync(cancellationToken);
        var handOver = _pool.HandOver(_time.GetUtcNow());
        _isHandedOver = true;
        foreach (var slot in handOver.Slots.Where(slot => slot.PlatformSlotId is not null))
        {
            _lifecycle.Quotas.Slots.Return();
        }

        if (!_ledger.IsLost)
        {
            await FlushAsync(() => _ledger.HandOverAsync(handOver));
            LogHandedOver(_key, handOver.Slots.Length);
        }
    }

    /// <summary>Whether the slots stay for the function's next owner.</summary>
    private bool HandsOver(DeactivationReason reason) =>
        _services.Ledgers.KeepsSlots
        || (_services.Ledgers.IsOn && reason.ReasonCode != DeactivationReasonCode.ShuttingDown);

    private void Close()
    {
        _closing = true;
        _closed?.TrySetResult();
        _lifecycle.Starts.Withdraw(this);
        _lifecycle.Settling.Withdraw(this);
    }

    private async Task EndWorkAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_background.Open).WaitAsync(_options.CloseTimeout, _time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            LogCloseTimedOut(_key);
        }
    }

    /// <summary>What cannot be stored is found by the next owner as after a crash.</summary>
    private async Task FlushAsync(Func<Task> write)
    {
        try
        {
            await write().WaitAsync(_options.CloseTimeout, _time);
        }
        catch (Exception fault)
        {
            LogNotFlushed(fault, _key);
        }
    }

    /// <summary>A pause that the end of the activation cuts short.</summary>
    private async Task PauseAsync(TimeSpan pause)
    {
        _closed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Task.WhenAny(Task.Delay(pause, _time), _closed.Task);
    }
}
