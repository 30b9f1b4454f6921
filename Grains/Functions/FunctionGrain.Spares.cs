using OrleansScaler.Contracts.Spares;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <content>Slots made before the function asked for them. Only cold starts come here.</content>
public sealed partial class FunctionGrain
{
    /// <summary>
    /// Asks for a prepared slot of the size. One that it gets takes a place among the silo's slots, whatever their
    /// bound: it is alive already. Never fails: spares that are out of reach cost the create that they would save.
    /// </summary>
    /// <returns>The platform's id of the slot; null when the function has to make its own.</returns>
    private async ValueTask<string?> TakeSpareAsync(SlotPool pool, Slot slot)
    {
        if (pool.Policies.Spares is null)
        {
            return null;
        }

        Task<string?>? take = null;
        try
        {
            take = SparesOf(slot).Take(_key).AsTask();
            var spare = await take.WaitAsync(_options.AnswerWaitingAfter, _time);
            if (spare is not null)
            {
                _lifecycle.Quotas.Slots.TakeOver();
            }

            return spare;
        }
        catch (Exception fault)
        {
            LogSparesFailed(fault, _key, slot.Id.Value);
            if (take is { IsFaulted: false })
            {
                _background.Follow(GiveBackLateAsync(take, slot));
            }

            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> HoldsSlot(string platformSlotId)
    {
        await Task.WhenAll(_recovery, _services.Ledgers.Fence.PassAsync().AsTask())
            .WaitAsync(_options.AnswerWaitingAfter, _time);
        if (_pool?.Standing.FirstOrDefault(slot => slot.PlatformSlotId == platformSlotId) is not { } slot)
        {
            return _abdicated ? throw HasOtherOwner() : false;
        }

        // The spares forget it with the answer: from then on it must be found by what is stored here.
        await Task.WhenAll(NoteIntentAsync(slot).AsTask(), _ledger.TakeOverAsync())
            .WaitAsync(_options.AnswerWaitingAfter, _time);
        return _ledger switch
        {
            { IsLost: true } => throw HasOtherOwner(),
            { IsIndexed: false } => throw new TimeoutException($"The index cannot name function '{_key}' now."),
            _ => true,
        };
    }

    /// <summary>The answer was waited for no longer; a spare in it is the function's all the same.</summary>
    private async Task GiveBackLateAsync(Task<string?> take, Slot slot)
    {
        try
        {
            if (await take is { } spare)
            {
                // The slot that was made in its stead has the usual name.
                await DestroyLateAsync(spare, $"{slot.Id.Value}-late", nameof(Reason.SpareSurplus));
            }
        }
        catch (Exception fault)
        {
            LogSparesFailed(fault, _key, slot.Id.Value);
        }
    }

    /// <summary>Its pool knows it no more, nor does ours: nobody else would repeat a destroy that failed.</summary>
    /// <returns>Whether it is gone; false when this owner ends before that.</returns>
    private async Task<bool> DestroyLateAsync(string platformSlotId, string id, string reason)
    {
        for (var failures = 1; ; failures++)
        {
            var result = await _lifecycle.DestroyAsync(id, platformSlotId, reason);
            if (result.Outcome == PlatformOutcome.Ok)
            {
                return true;
            }

            LogDestroyFailed(_key, id, result.Outcome, result.Message);
            if (_closing)
            {
                return false;
            }

            await PauseAsync(_pools.PauseBeforeDestroy(failures));
        }
    }

    /// <summary>Tells what a spare would have saved. Sent before the pool looks again, which may ask for one.</summary>
    private void TellCreateTook(SlotPool pool, Slot slot, TimeSpan took)
    {
        if (pool.Policies.Spares is not null && took > TimeSpan.Zero)
        {
            _background.Follow(TellAsync(slot, took));
        }
    }

    private async Task TellAsync(Slot slot, TimeSpan took)
    {
        try
        {
            await SparesOf(slot).CreateTook(took);
        }
        catch (Exception fault)
        {
            LogSparesFailed(fault, _key, slot.Id.Value);
        }
    }

    private ISparePoolGrain SparesOf(Slot slot) =>
        GrainFactory.GetGrain<ISparePoolGrain>(SpareSize.KeyOf(slot.MemoryMegabytes));
}
