using OrleansScaler.Contracts.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <content>What the pool decided, carried out.</content>
public sealed partial class FunctionGrain
{
    /// <summary>
    /// Last: a listener to our meters may throw, and every command is carried out before it is measured.
    /// </summary>
    private void HaveExecuted()
    {
        _gauge.Report(_pool!, _instruments);
        ReportToBudget(_pool!);
        Arm(_pool!);
    }

    private void Execute(SlotPool pool, PoolCommand command)
    {
        if (_abdicated || _isHandedOver)
        {
            // The slots are another activation's: what this pool still thinks of them is nobody's business.
            return;
        }

        _decisions.Add(pool.Now, command);
        switch (command.Kind)
        {
            case PoolCommandKind.Create when command.Reason == Reason.Recovered:
                LogCreate(_key, command.Slot!.Id.Value, command.Reason);
                Track(SettleIntentAsync(pool, command.Slot), command.Slot);
                break;
            case PoolCommandKind.Create:
                LogCreate(_key, command.Slot!.Id.Value, command.Reason);
                Track(StartAsync(pool, command.Slot, command.Reason, _traceParent), command.Slot);
                _instruments.SlotStarted(command.Reason);
                break;
            case PoolCommandKind.Destroy:
                LogDestroy(_key, command.Slot!.Id.Value, command.Reason);
                Track(DestroyAsync(pool, command.Slot, command.Reason), command.Slot);
                break;
            case PoolCommandKind.Grant
                when command.Reason is Reason.ReturnedSlot or Reason.ReadySlot or Reason.SetAside:
                Answer(command, AssignOutcome.Granted, pool.Now);
                break;
            case PoolCommandKind.Grant:
                _instruments.Assigned(AssignOutcome.Granted, command.Reason);
                break;
            case PoolCommandKind.Reject when command.Reason == Reason.WaitersBound:
                LogReject(_key, command.Request.Value, command.Reason);
                _instruments.Assigned(AssignOutcome.Rejected, command.Reason);
                break;
            default:
                LogReject(_key, command.Request.Value, command.Reason);
                Answer(command, AssignOutcome.Rejected, pool.Now);
                break;
        }
    }

    /// <summary>Tells a waiter, asking just now or not, and counts it here: it may ask once more or never.</summary>
    private void Answer(PoolCommand command, AssignOutcome outcome, DateTimeOffset now)
    {
        var reply = ReplyOf(outcome, command.Reason, command.Slot);
        var waitedSince = _asks.Answer(command.Request.Value, reply);
        _instruments.Assigned(outcome, command.Reason);
        if (waitedSince is { } since)
        {
            _instruments.Waited(now - since, command.Reason);
        }
    }

    private async Task DestroyAsync(SlotPool pool, Slot slot, Reason reason)
    {
        var result = await _lifecycle.DestroyAsync(slot.Id.Value, slot.PlatformSlotId!, reason.ToString());
        await _services.Ledgers.Fence.PassAsync();
        if (_isHandedOver)
        {
            // Its place was given up with the others; the next owner destroys it again, which does no harm.
            return;
        }

        if (result.Outcome == PlatformOutcome.Ok)
        {
            _lifecycle.Quotas.Slots.Return();
            ForgetContainer(slot);
            _ledger.NoteGone(slot.Id.Value);
            pool.SlotDestroyed(slot.Id, _time.GetUtcNow(), _commands);
        }
        else
        {
            LogDestroyFailed(_key, slot.Id.Value, result.Outcome, result.Message);
            if (!pool.DestroyFailed(slot.Id, _time.GetUtcNow()))
            {
                // It was lost meanwhile: nobody destroys it again.
                _lifecycle.Quotas.Slots.Return();
            }
        }

        _loop.Run();
    }

    private void Track(Task work, Slot slot) => _background.Track(work, slot, OnFault);

    /// <summary>
    /// The one event that fits the slot's state, so that the slot is not lost with the fault. Both would destroy a slot
    /// twice: the first leaves a starting one retiring.
    /// </summary>
    private void OnFault(Exception fault, Slot slot)
    {
        LogFault(fault, _key, slot.Id.Value);
        var now = _time.GetUtcNow();
        if (!_pool!.SlotFailed(slot.Id, StartFailure.Transient, now, _commands))
        {
            _pool.DestroyFailed(slot.Id, now);
        }

        _loop.Run();
    }
}
