using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <content>How a slot comes to be: its turn, its intent, its create, its init.</content>
public sealed partial class FunctionGrain
{
    private async Task StartAsync(SlotPool pool, Slot slot, Reason reason, string? traceParent)
    {
        var spare = await TakeSpareAsync(pool, slot);
        var made = spare is null
            ? await MakeAsync(pool, slot, reason, traceParent)
            : (new CreateSlotResult(PlatformOutcome.Ok, spare), TimeSpan.Zero);
        if (made is not var (created, took))
        {
            return;
        }

        var function = pool.Function;
        await _services.Ledgers.Fence.PassAsync();
        if (_isHandedOver || _abdicated)
        {
            // Noted as meant: the next owner asks for it under the same name.
            _lifecycle.Quotas.Slots.Return();
            return;
        }

        var platformSlotId = created.PlatformSlotId;
        var isKnown = platformSlotId is not null
            && pool.SlotCreated(slot.Id, platformSlotId, _time.GetUtcNow(), _lifecycle.Locate(platformSlotId));
        if (!isKnown)
        {
            // It was not made, or it was lost meanwhile.
            _lifecycle.Quotas.Slots.Return();
        }

        // Only now: a fault here must lose neither the slot nor its quota.
        if (spare is null)
        {
            _instruments.SlotCreated(created.Outcome, took);
        }

        if (created.Outcome != PlatformOutcome.Ok || !isKnown)
        {
            EndCreate(slot, created);
            EndStart(pool, slot, created.Outcome, "create", created.Message);
            return;
        }

        // Stored while the init runs, and before anybody is granted the slot.
        var noted = spare is null ? _ledger.NoteAsync(slot) : NoteIntentAsync(slot);
        ReconcileInTime(slot);
        var inited = await _lifecycle.InitAsync(slot, platformSlotId!, function, traceParent);
        await noted;
        await _services.Ledgers.Fence.PassAsync();
        if (spare is null && inited.Outcome == PlatformOutcome.Ok)
        {
            TellCreateTook(pool, slot, took);
        }

        if (!EndStart(pool, slot, inited.Outcome, "init", inited.Message))
        {
            // It was lost during its init.
            _lifecycle.Quotas.Slots.Return();
        }
    }

    /// <summary>
    /// Has the slot made when it is its turn. A start that had to wait for that is not begun when nobody wants it any
    /// more, or when another owner is to come: nothing is noted of it yet, and nothing was sent.
    /// </summary>
    /// <returns>Null when it was not begun.</returns>
    private async ValueTask<(CreateSlotResult Result, TimeSpan Took)?> MakeAsync(
        SlotPool pool, Slot slot, Reason reason, string? traceParent)
    {
        var turn = await _lifecycle.Starts.TakeAsync(this);
        if (turn.IsWithdrawn)
        {
            pool.DropStart(slot.Id, _time.GetUtcNow());
            return null;
        }

        PlatformOutcome? outcome = null;
        try
        {
            if ((turn.HadToWait && IsNeedless(pool, slot, reason)) || !await MayCreateAsync(pool, slot))
            {
                return null;
            }

            var order = new SlotOrder(slot.Id.Value, slot.MemoryMegabytes, pool.Function, _learning?.Charge);
            var made = await _lifecycle.CreateAsync(order, traceParent);
            outcome = made.Result.Outcome;
            return made;
        }
        finally
        {
            _lifecycle.Starts.End(turn, outcome);
        }
    }

    private bool IsNeedless(SlotPool pool, Slot slot, Reason reason)
    {
        if (_closing || _ledger.IsLost)
        {
            pool.DropStart(slot.Id, _time.GetUtcNow());
            return true;
        }

        if (!pool.CancelStart(slot.Id, reason, _time.GetUtcNow()))
        {
            return false;
        }

        _loop.Run();
        return true;
    }

    /// <summary>Takes the slot's place among the silo's, and notes what is meant.</summary>
    private async ValueTask<bool> MayCreateAsync(SlotPool pool, Slot slot)
    {
        if (!_lifecycle.Quotas.Slots.TryTake())
        {
            pool.SlotFailed(slot.Id, StartFailure.SlotsBound, _time.GetUtcNow(), _commands);
            _loop.Run();
            return false;
        }

        await NoteIntentAsync(slot);
        if (_ledger.IsLost)
        {
            // Nobody would know of a slot that is made now.
            _lifecycle.Quotas.Slots.Return();
            return false;
        }

        return true;
    }

    /// <summary>A create that came to nothing, as far as is known.</summary>
    private void EndCreate(Slot slot, CreateSlotResult created)
    {
        if (created.PlatformSlotId is not null || !_services.Ledgers.IsOn)
        {
            return;
        }

        if (SlotLifecycle.IsRefusal(created.Outcome) || !_lifecycle.TakesRepeatedCreates)
        {
            _ledger.NoteGone(slot.Id.Value);
        }
        else
        {
            _background.Follow(SettleLateAsync(slot));
        }
    }

    private bool EndStart(SlotPool pool, Slot slot, PlatformOutcome outcome, string step, string? message)
    {
        if (_isHandedOver)
        {
            // Its place was given up with the others.
            return true;
        }

        bool isKnown;
        if (outcome == PlatformOutcome.Ok)
        {
            NoteContainer(slot);
            isKnown = pool.SlotReady(slot.Id, TellTime(pool), _commands);
        }
        else
        {
            _lastFailure = $"{step}: {outcome}. {message}";
            LogStartFailed(_key, slot.Id.Value, step, outcome, message);
            isKnown = pool.SlotFailed(slot.Id, SlotLifecycle.FailureOf(outcome), _time.GetUtcNow(), _commands);
        }

        _loop.Run();
        return isKnown;
    }
}
