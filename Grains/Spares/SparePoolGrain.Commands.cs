using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Spares;

namespace OrleansScaler.Grains.Spares;

/// <content>What the pool decided, carried out.</content>
public sealed partial class SparePoolGrain
{
    /// <summary>Carries out what the pool decided, where spares are wanted.</summary>
    private void Execute()
    {
        if (_pool is not null)
        {
            _loop.Run();
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
            Track(DestroyAsync(spare, platformSlotId, reason), spare);
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

        var (created, took) = await _lifecycle.CreateAsync(
            new SlotOrder(spare.Id.Value, _megabytes), traceParent: null);
        End(pool, spare, created);

        // Last: a listener to our meters may throw, and nothing may be lost by it.
        _instruments.SlotCreated(created.Outcome, took);
        _instruments.SlotStarted(reason);
    }

    private void End(SparePool pool, Spare spare, CreateSlotResult created)
    {
        var now = _time.GetUtcNow();
        if (created is { Outcome: PlatformOutcome.Ok, PlatformSlotId: { } made })
        {
            _platformSlotIds.Add(spare, made);
            pool.Made(spare, now, _commands);
            Execute();
            return;
        }

        LogCreateFailed(_key, spare.Id.Value, created.Outcome, created.Message);
        pool.Failed(spare, now, _commands);
        if (created.PlatformSlotId is { } madeWrong)
        {
            Track(DestroyAsync(spare, madeWrong, Reason.StartFailed), spare);
        }
        else
        {
            _lifecycle.Quotas.Slots.Return();
        }

        Execute();
    }

    /// <summary>The pool has forgotten it: here it is seen through.</summary>
    private async Task DestroyAsync(Spare spare, string platformSlotId, Reason reason)
    {
        var failures = 0;
        while (true)
        {
            var isLast = _closed.Task.IsCompleted;
            var result = await TryDestroyAsync(spare, platformSlotId, reason);
            if (result.Outcome == PlatformOutcome.Ok)
            {
                _lifecycle.Quotas.Slots.Return();
                return;
            }

            LogDestroyFailed(_key, spare.Id.Value, result.Outcome, result.Message);
            if (isLast)
            {
                return;
            }

            // A closing pool does not sit the pause out: it tries once more at once.
            await Task.WhenAny(_closed.Task, Task.Delay(_pools.PauseBeforeDestroy(++failures), _time));
        }
    }

    /// <summary>Repeated after a fault of ours: the platform then knows the slot no more, which is as good.</summary>
    private async Task<DestroySlotResult> TryDestroyAsync(Spare spare, string platformSlotId, Reason reason)
    {
        try
        {
            return await _lifecycle.DestroyAsync(spare.Id.Value, platformSlotId, reason.ToString());
        }
        catch (Exception fault)
        {
            LogFault(fault, _key, spare.Id.Value);
            return new DestroySlotResult(PlatformOutcome.Failed, fault.Message);
        }
    }

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
