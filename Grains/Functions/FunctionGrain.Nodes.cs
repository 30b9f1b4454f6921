using System.Collections.Immutable;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <content>What nodes and their shards want of the function.</content>
public sealed partial class FunctionGrain
{
    /// <inheritdoc/>
    public ValueTask<ReclaimableSlots> GetReclaimable()
    {
        if (!MayAct())
        {
            return default;
        }

        return new ValueTask<ReclaimableSlots>(new ReclaimableSlots
        {
            Count = _pool.Reclaimable,
            Priority = _pool.WorthOfRoom(_time.GetUtcNow()),
        });
    }

    /// <inheritdoc/>
    public ValueTask SlotsLost(ImmutableArray<string> instanceIds)
    {
        if (!MayAct())
        {
            return default;
        }

        Lose(instanceIds);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<int> ReplaceSlots(ImmutableArray<string> instanceIds)
    {
        if (!MayAct())
        {
            return new ValueTask<int>(0);
        }

        var now = TellTime(_pool);
        var replaced = instanceIds.Count(id => _pool.Replace(new SlotId(id), now, _commands));
        _loop.Run();
        return new ValueTask<int>(replaced);
    }

    private void Lose(IReadOnlyCollection<string> instanceIds)
    {
        var now = TellTime(_pool!);
        foreach (var id in instanceIds)
        {
            if (_pool!.SlotLost(new SlotId(id), now, _commands) == LossStatus.Standing)
            {
                _lifecycle.Quotas.Slots.Return();
            }

            _ledger.NoteGone(id);
        }

        LogSlotsLost(_key, instanceIds.Count);
        _loop.Run();
    }
}
