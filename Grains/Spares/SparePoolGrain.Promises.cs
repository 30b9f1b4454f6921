using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Grains.Spares;

/// <content>
/// Spares on their way to a function. One is in this ledger until the function says that it is in its own, so that a
/// crash at any point leaves it in one at least; and who has it in both asks the one that may use it.
/// </content>
public sealed partial class SparePoolGrain
{
    /// <summary>Waits for an answer of ours that a taker sits out before it does without.</summary>
    private const int WaitsUntilAsked = 2;

    /// <summary>A store that is known to be down would only cost the caller a wait, and us a spare.</summary>
    private bool MayLend() =>
        _pool is not null
        && !_closed.Task.IsCompleted
        && !_keeps
        && _services.Ledgers.Fence.IsOpen
        && !(_services.Ledgers.IsOn && _services.Ledgers.Health.IsDown);

    /// <summary>
    /// Stored before it is given, be it by an owner that was replaced meanwhile: that one fails to store it. Half the
    /// time that the function waits; a promise that takes longer is not given, and its spare is nobody's.
    /// </summary>
    private async ValueTask<string?> PromiseAsync(SpareRecord spare)
    {
        bool isStored;
        try
        {
            isStored = await _book.NoteAsync(spare).WaitAsync(_services.Options.AnswerWaitingAfter / 2, _time);
            await _services.Ledgers.Fence.PassAsync();
        }
        catch (TimeoutException)
        {
            Track(DestroyAsync(spare, Reason.SpareSurplus), spare);
            return null;
        }

        // The function takes its place among the silo's slots: it may live on another silo.
        _lifecycle.Quotas.Slots.Return();
        if (!isStored || _book.IsOver)
        {
            return null;
        }

        var pause = _services.Options.AnswerWaitingAfter * WaitsUntilAsked;
        Track(AskTakerAsync(spare, pause), spare);
        Execute();
        return spare.PlatformSlotId;
    }

    /// <summary>
    /// Asked until it answers: a taker that lost its silo is woken by it, and finds its own slots first.
    /// </summary>
    private async Task AskTakerAsync(SpareRecord spare, TimeSpan pause)
    {
        bool? holds = null;
        for (var failures = 0; holds is null; pause = _pools.PauseBeforeDestroy(++failures))
        {
            await PauseAsync(pause);
            if (_closed.Task.IsCompleted || _book.IsOver)
            {
                return; // It stays promised: the next owner asks.
            }

            holds = await TryAskTakerAsync(spare);
        }

        await _services.Ledgers.Fence.PassAsync();
        if (holds is true)
        {
            _book.NoteGone(spare.Id);
        }
        else
        {
            _lifecycle.Quotas.Slots.TakeOver();
            await DestroyAsync(spare, Reason.SpareSurplus);
        }
    }

    private async Task<bool?> TryAskTakerAsync(SpareRecord spare)
    {
        try
        {
            return await GrainFactory.GetGrain<IFunctionGrain>(spare.Taker!).HoldsSlot(spare.PlatformSlotId!);
        }
        catch (Exception fault)
        {
            LogTakerNotAsked(fault, _key, spare.Id, spare.Taker!);
            return null;
        }
    }
}
