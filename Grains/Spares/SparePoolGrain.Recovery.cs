using Orleans;
using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Grains.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Spares;

/// <content>Spares of before this activation, and those that stay for the one after it.</content>
public sealed partial class SparePoolGrain
{
    private Task _recovery = Task.CompletedTask;
    private bool _keeps;
    private bool _isIndexed;

    /// <inheritdoc/>
    public ValueTask<int> CountSlots()
    {
        // Also one that is only meant to be made: it may be in the index, and not in the book yet.
        var count = Math.Max(_book.Count, _pool?.Spares.Count ?? 0);
        if (!_recovery.IsCompleted)
        {
            return new ValueTask<int>(Math.Max(1, count));
        }

        _isIndexed &= count > 0;
        return new ValueTask<int>(count);
    }

    /// <summary>Nobody waits for it: a function that finds no spare meanwhile makes its own slot.</summary>
    private async Task RecoverAsync()
    {
        IReadOnlyList<SpareRecord>? known = [];
        if (_services.Ledgers.IsOn)
        {
            known = await TakeOverAsync();
            await _services.Ledgers.Fence.PassAsync();
        }

        if (known is not null && !_closed.Task.IsCompleted && !_book.IsOver)
        {
            _pool = _pools.CreateSpares(_megabytes);
            Adopt(known);
        }
    }

    private async Task<IReadOnlyList<SpareRecord>?> TakeOverAsync()
    {
        try
        {
            return await _book.TakeOverAsync();
        }
        catch (LedgerRefusedException fault)
        {
            LogRefused(fault, _key);
            Abdicate();
            return null;
        }
    }

    /// <summary>
    /// Nothing is inited in a spare that was promised to nobody: promises are stored before they are given.
    /// <code>
    /// meant to be made          asked for again, and destroyed: whether it stands nobody knows
    /// stands                    a spare as before, where spares are still wanted
    /// stands, promised          its taker tells whether it has it; destroyed if not
    /// stands, to be destroyed   destroyed
    /// </code>
    /// </summary>
    private void Adopt(IReadOnlyList<SpareRecord> known)
    {
        var now = _time.GetUtcNow();
        foreach (var record in known)
        {
            switch (record)
            {
                case { PlatformSlotId: null }:
                    Track(SettleAsync(record), record);
                    break;
                case { Taker: not null }:
                    Track(AskTakerAsync(record, TimeSpan.Zero), record);
                    break;
                case { IsCondemned: false } when _pool is not null:
                    _lifecycle.Quotas.Slots.TakeOver();
                    var spare = _pool.Adopt(new SlotId(record.Id), record.RequestedAt, now);
                    _platformSlotIds.Add(spare, record.PlatformSlotId);
                    break;
                default:
                    _lifecycle.Quotas.Slots.TakeOver();
                    Track(DestroyAsync(record, Reason.SpareSurplus), record);
                    break;
            }
        }

        if (known.Count > 0)
        {
            LogAdopted(_key, known.Count, _platformSlotIds.Count);
            _services.Ledgers.Instruments.Adopted(_platformSlotIds.Count, nameof(Spares));
            _pool?.Tick(now, _commands);
        }

        Execute();
    }

    /// <summary>
    /// A create without an answer: asked for again, so that what was made can be destroyed. Where the platform would
    /// make a second one, nothing can be done but count it.
    /// </summary>
    private async Task SettleAsync(SpareRecord spare)
    {
        var options = _services.Ledgers.Options;
        var settled = await _lifecycle.SettleAsync(
            this, new SlotOrder(spare.Id, _megabytes), options.IntentExpiry, PauseToSettleAsync);
        await _services.Ledgers.Fence.PassAsync();
        if (settled.Status == SettledStatus.Open || _book.IsOver)
        {
            return; // It stays an intent, for the next owner.
        }

        if (settled.Status == SettledStatus.Expired)
        {
            _services.Ledgers.Instruments.IntentExpired();
            LogIntentExpired(_key, spare.Id);
        }

        if (settled.PlatformSlotId is { } made)
        {
            _lifecycle.Quotas.Slots.TakeOver();
            await DestroyAsync(spare with { PlatformSlotId = made }, Reason.StartFailed);
        }
        else
        {
            _book.NoteGone(spare.Id);
        }
    }

    private async ValueTask<bool> PauseToSettleAsync(int failures)
    {
        if (!_closed.Task.IsCompleted && !_book.IsOver)
        {
            await PauseAsync(_pools.PauseBeforeDestroy(failures));
            return true;
        }

        return false;
    }

    /// <summary>A pause that the end of the activation cuts short.</summary>
    private async Task PauseAsync(TimeSpan pause) => await Task.WhenAny(_closed.Task, Task.Delay(pause, _time));

    /// <summary>Another activation owns the spares: nothing of them may be touched here any more.</summary>
    private void Abdicate()
    {
        _keeps = true;
        _timer.Arm(null);
        DeactivateOnIdle();
    }

    /// <summary>Whether the spares stay for the next owner, who needs no more than what is stored.</summary>
    private bool Keeps(DeactivationReason reason) =>
        _services.Ledgers.KeepsSlots
        || (_services.Ledgers.IsOn && reason.ReasonCode != DeactivationReasonCode.ShuttingDown);

    /// <summary>What is left of the activation's work, and what of that is to be stored.</summary>
    private async Task EndAsync()
    {
        await _background.EndAsync();
        await _book.CloseAsync();
    }

    private void Leave()
    {
        _book.Leave();
        if (_keeps)
        {
            foreach (var _ in _platformSlotIds)
            {
                _lifecycle.Quotas.Slots.Return();
            }

            LogKept(_key, _platformSlotIds.Count);
        }
    }
}
