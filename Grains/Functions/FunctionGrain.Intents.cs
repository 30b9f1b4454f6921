using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Grains.Shells;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <content>Creates: noted before they are sent, and settled when their answer was lost.</content>
public sealed partial class FunctionGrain
{
    private Task? _indexed;

    /// <summary>Ends when the index could not name the function at the first try.</summary>
    private TaskCompletionSource? _indexTrouble;

    /// <summary>Ends the creates that are asked for again: their answers are the next owner's to find.</summary>
    private CancellationTokenSource? _settling;

    /// <summary>
    /// Before the first create of an owner: whoever looks for slots of lost silos must find the function. Tried until
    /// it is done, because the slot that was made without may be the last one for long.
    /// </summary>
    private async Task IndexAsync()
    {
        for (var failures = 1; !_ledger.IsIndexed && !_closing; failures++)
        {
            if (_services.Ledgers.Health.IsDown)
            {
                // The shard could not even be activated; who has slots to store finds out when the store is back.
                await Task.WhenAny(PauseAsync(_pools.PauseBeforeDestroy(failures)), _services.Ledgers.Health.UpAgain);
                continue;
            }

            try
            {
                await GrainFactory.GetGrain<ILiveFunctionsGrain>(LiveFunctionShards.KeyOf(_key)).Note(_key);
                _ledger.NoteIndexed();
            }
            catch (Exception fault)
            {
                // Until it is noted the function is found when it is called.
                LogIndexFailed(fault, _key);
                _indexTrouble?.TrySetResult();
                await Task.WhenAny(PauseAsync(_pools.PauseBeforeDestroy(failures)), _services.Ledgers.Health.UpAgain);
            }
        }
    }

    private async ValueTask NoteIntentAsync(Slot slot)
    {
        if (!_services.Ledgers.IsOn)
        {
            return;
        }

        if (!_ledger.IsIndexed && _indexed is not { IsCompleted: false })
        {
            _indexTrouble = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _indexed = IndexAsync();
            _background.Follow(_indexed);
        }

        // Both waits begin together, so that a store that is down costs one of them.
        var named = _indexed is { IsCompleted: false } indexed
            ? SlicedWait.ForAsync(
                Task.WhenAny(indexed, _indexTrouble!.Task), _services.Ledgers.Options.IntentTimeout, _time)
            : Task.CompletedTask;
        await _ledger.NoteAsync(slot);
        if (!named.IsCompleted && !_services.Ledgers.Health.IsDown)
        {
            await named;
        }
    }

    /// <summary>
    /// A create of before that was never answered: asked for again, so that what was made can be destroyed. Where the
    /// platform would make a second one, nothing can be done but count it.
    /// </summary>
    private async Task SettleIntentAsync(SlotPool pool, Slot slot)
    {
        var (isSettled, platformSlotId) = await SettleCreateAsync(slot.Id.Value, slot.MemoryMegabytes);
        await _services.Ledgers.Fence.PassAsync();
        if (!isSettled || _isHandedOver)
        {
            return; // It stays an intent, for the next owner.
        }

        if (platformSlotId is not null)
        {
            _lifecycle.Quotas.Slots.TakeOver();
            pool.SlotCreated(slot.Id, platformSlotId, _time.GetUtcNow(), _lifecycle.Locate(platformSlotId));
        }
        else
        {
            _ledger.NoteGone(slot.Id.Value);
        }

        pool.SlotFailed(slot.Id, StartFailure.Transient, _time.GetUtcNow(), _commands);
        _loop.Run();
    }

    /// <summary>A create whose answer was lost just now: its slot may stand, and nobody will use it.</summary>
    private async Task SettleLateAsync(Slot slot)
    {
        var id = slot.Id.Value;
        var (isSettled, platformSlotId) = await SettleCreateAsync(id, slot.MemoryMegabytes);
        if (isSettled
            && (platformSlotId is null || await DestroyLateAsync(platformSlotId, id, nameof(Reason.StartFailed))))
        {
            _ledger.NoteGone(id);
        }
    }

    /// <returns>
    /// Whether nothing more is to be found out, and the platform's id of the slot; null when there is none, or nobody
    /// can tell. Not settled when this owner ends before the platform answers.
    /// </returns>
    private async Task<(bool IsSettled, string? PlatformSlotId)> SettleCreateAsync(string id, double megabytes)
    {
        _settling ??= new CancellationTokenSource();
        var settled = await _lifecycle.SettleAsync(
            this,
            new SlotOrder(id, megabytes, _pool?.Function),
            _services.Ledgers.Options.IntentExpiry,
            PauseToSettleAsync,
            _settling.Token);
        if (settled.Status == SettledStatus.Expired)
        {
            _services.Ledgers.Instruments.IntentExpired();
            LogIntentExpired(_key, id);
        }

        return (settled.Status != SettledStatus.Open, settled.PlatformSlotId);
    }

    private async ValueTask<bool> PauseToSettleAsync(int failures)
    {
        if (_closing || _ledger.IsLost)
        {
            return false;
        }

        await PauseAsync(_pools.PauseBeforeDestroy(failures));
        return true;
    }
}
