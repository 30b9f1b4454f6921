using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Contracts.Spares;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Spares;

namespace OrleansScaler.Grains.Spares;

/// <content>What the pool decided, carried out.</content>
public sealed partial class SparePoolGrain
{
    /// <summary>
    /// Carries out what the pool decided, where spares are wanted; not where they stay as they are for another owner.
    /// </summary>
    private void Execute()
    {
        if (_pool is not null && !_keeps)
        {
            _loop.Run();
        }
        else
        {
            Arm();
        }
    }

    private void Execute(SparePool pool, SpareCommand command)
    {
        var (kind, spare, reason) = command;
        if (kind == SpareCommandKind.Create)
        {
            LogCreate(_key, spare.Id.Value, reason);
            Track(MakeAsync(pool, spare, reason), spare);
        }
        else if (_platformSlotIds.Remove(spare, out var platformSlotId))
        {
            LogDestroy(_key, spare.Id.Value, reason);
            var record = RecordOf(spare, platformSlotId);
            Track(DestroyAsync(record, reason), record);
        }
    }

    private async Task MakeAsync(SparePool pool, Spare spare, Reason reason)
    {
        if (!_lifecycle.Quotas.Slots.TryTake())
        {
            LogCreateFailed(_key, spare.Id.Value, PlatformOutcome.Refused, nameof(Reason.SlotsBound));
            pool.Failed(spare, _time.GetUtcNow(), _commands);
            Execute();
            return;
        }

        if (!await NoteIntentAsync(spare))
        {
            _lifecycle.Quotas.Slots.Return();
            pool.Failed(spare, _time.GetUtcNow(), _commands);
            Execute();
            return;
        }

        var (created, took) = await _lifecycle.CreateAsync(
            new SlotOrder(spare.Id.Value, _megabytes), traceParent: null);
        await _services.Ledgers.Fence.PassAsync();
        End(pool, spare, created);

        // Last: a listener to our meters may throw, and nothing may be lost by it.
        _services.Instruments.SlotCreated(created.Outcome, took);
        _services.Instruments.SlotStarted(reason);
    }

    /// <summary>
    /// The index names these spares, and it is stored that one is to be made. A failure is the create's: the pool
    /// tries again after a pause.
    /// </summary>
    private async ValueTask<bool> NoteIntentAsync(Spare spare)
    {
        if (!_services.Ledgers.IsOn)
        {
            return true;
        }

        try
        {
            if (!_isIndexed)
            {
                var name = SpareSize.IndexNameOf(_key);
                await GrainFactory.GetGrain<ILiveFunctionsGrain>(LiveFunctionShards.KeyOf(name)).Note(name);
                _isIndexed = true;
            }
        }
        catch (Exception fault)
        {
            LogIndexFailed(fault, _key);
            return false;
        }

        var isStored = await _book.NoteAsync(RecordOf(spare, platformSlotId: null));
        await _services.Ledgers.Fence.PassAsync();
        return isStored && !_book.IsOver;
    }

    private void End(SparePool pool, Spare spare, CreateSlotResult created)
    {
        if (_book.IsOver)
        {
            // Noted as meant: the next owner asks for it under the same name.
            _lifecycle.Quotas.Slots.Return();
            return;
        }

        var now = _time.GetUtcNow();
        var record = RecordOf(spare, created.PlatformSlotId);
        if (created is { Outcome: PlatformOutcome.Ok, PlatformSlotId: { } made })
        {
            // Stored behind: what is lost of it is found as an intent.
            _ = _book.NoteAsync(record);
            _platformSlotIds.Add(spare, made);
            pool.Made(spare, now, _commands);
            Execute();
            return;
        }

        LogCreateFailed(_key, spare.Id.Value, created.Outcome, created.Message);
        pool.Failed(spare, now, _commands);
        if (created.PlatformSlotId is not null)
        {
            Track(DestroyAsync(record, Reason.StartFailed), record);
        }
        else
        {
            _lifecycle.Quotas.Slots.Return();
            EndUnmade(record, created.Outcome);
        }

        Execute();
    }

    private void EndUnmade(SpareRecord spare, PlatformOutcome outcome)
    {
        if (_services.Ledgers.IsOn
            && outcome is PlatformOutcome.TimedOut or PlatformOutcome.Unavailable
            && _lifecycle.TakesRepeatedCreates)
        {
            Track(SettleAsync(spare), spare);
        }
        else
        {
            _book.NoteGone(spare.Id);
        }
    }

    /// <summary>
    /// The pool has forgotten it: here it is seen through. Stored before it is done, so that no next owner lends what
    /// is gone.
    /// </summary>
    private async Task DestroyAsync(SpareRecord spare, Reason reason)
    {
        var mayGo = await _book.NoteAsync(spare with { Taker = null, IsCondemned = true });
        await _services.Ledgers.Fence.PassAsync();
        for (var failures = 1; mayGo && !_book.IsOver; failures++)
        {
            var isLast = _closed.Task.IsCompleted;
            var result = await TryDestroyAsync(spare, reason);
            if (result.Outcome == PlatformOutcome.Ok)
            {
                _lifecycle.Quotas.Slots.Return();
                _book.NoteGone(spare.Id);
                return;
            }

            LogDestroyFailed(_key, spare.Id, result.Outcome, result.Message);
            if (isLast)
            {
                break;
            }

            // A closing pool does not sit the pause out: it tries once more at once.
            await PauseAsync(_pools.PauseBeforeDestroy(failures));
        }

        _lifecycle.Quotas.Slots.Return(); // Where it is stored, the next owner sees it through.
    }

    /// <summary>Repeated after a fault of ours: the platform then knows the slot no more, which is as good.</summary>
    private async Task<DestroySlotResult> TryDestroyAsync(SpareRecord spare, Reason reason)
    {
        try
        {
            return await _lifecycle.DestroyAsync(spare.Id, spare.PlatformSlotId!, reason.ToString());
        }
        catch (Exception fault)
        {
            LogFault(fault, _key, spare.Id);
            return new DestroySlotResult(PlatformOutcome.Failed, fault.Message);
        }
    }

    private static SpareRecord RecordOf(Spare spare, string? platformSlotId) => new()
    {
        Id = spare.Id.Value,
        PlatformSlotId = platformSlotId,
        RequestedAt = spare.RequestedAt,
    };

    private void Track(Task work, SpareRecord spare) =>
        _background.Track(work, spare, (fault, about) => LogFault(fault, _key, about.Id));

    private void Track(Task work, Spare spare) => _background.Track(work, spare, OnFault);

    private void OnFault(Exception fault, Spare spare)
    {
        LogFault(fault, _key, spare.Id.Value);
        if (_pool!.Failed(spare, _time.GetUtcNow(), _commands))
        {
            // Its create ended in the fault, so its place is free again.
            _lifecycle.Quotas.Slots.Return();
            Execute();
        }
    }
}
