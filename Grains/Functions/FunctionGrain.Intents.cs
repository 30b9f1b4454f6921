using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <content>Creates: noted before they are sent, and settled when their answer was lost.</content>
public sealed partial class FunctionGrain
{
    private Task? _indexed;

    /// <summary>Before the first create of an owner: whoever looks for slots of lost silos must find the function.</summary>
    private async Task IndexAsync()
    {
        try
        {
            await GrainFactory.GetGrain<ILiveFunctionsGrain>(LiveFunctionShards.KeyOf(_key)).Note(_key);
            _ledger.NoteIndexed();
        }
        catch (Exception fault)
        {
            // The next create tries again. Until then the function is found when it is called.
            LogIndexFailed(fault, _key);
        }
        finally
        {
            _indexed = null;
        }
    }

    private async ValueTask NoteIntentAsync(Slot slot)
    {
        if (!_services.Ledgers.IsOn)
        {
            return;
        }

        var indexed = _ledger.IsIndexed ? Task.CompletedTask : _indexed ??= IndexAsync();
        await _ledger.NoteAsync(slot);
        await indexed.WaitAsync(_services.Ledgers.Options.IntentTimeout, _time)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <summary>
    /// A create of before that was never answered: asked for again, so that what was made can be destroyed. Where the
    /// platform would make a second one, nothing can be done but count it.
    /// </summary>
    private async Task SettleIntentAsync(SlotPool pool, Slot slot)
    {
        var platformSlotId = await SettleCreateAsync(slot.Id.Value, slot.MemoryMegabytes);
        await _services.Ledgers.Fence.PassAsync();
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
        if (await SettleCreateAsync(id, slot.MemoryMegabytes) is { } platformSlotId)
        {
            await DestroyLateAsync(platformSlotId, id, nameof(Reason.StartFailed));
        }

        _ledger.NoteGone(id);
    }

    /// <returns>The platform's id of the slot; null when there is none, or nobody can tell.</returns>
    private async Task<string?> SettleCreateAsync(string id, double megabytes)
    {
        var began = _time.GetTimestamp();
        for (var failures = 1; _lifecycle.TakesRepeatedCreates && !_closing && !_ledger.IsLost; failures++)
        {
            var (created, _) = await _lifecycle.CreateAsync(new SlotOrder(id, megabytes, _pool?.Function), null);
            if (created.PlatformSlotId is not null || created.Outcome == PlatformOutcome.Refused)
            {
                return created.PlatformSlotId;
            }

            if (_time.GetElapsedTime(began) > _services.Ledgers.Options.IntentExpiry)
            {
                break;
            }

            await PauseAsync(_pools.PauseBeforeDestroy(failures));
        }

        if (!_closing && !_ledger.IsLost)
        {
            _services.Ledgers.Instruments.IntentExpired();
            LogIntentExpired(_key, id);
        }

        return null;
    }
}
