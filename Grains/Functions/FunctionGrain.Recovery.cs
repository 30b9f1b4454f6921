using System.Collections.Immutable;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <content>Slots of before this activation.</content>
public sealed partial class FunctionGrain
{
    /// <inheritdoc/>
    public ValueTask<int> Announce(ImmutableArray<HeldInstance> held)
    {
        if (_pool is null)
        {
            DeactivateOnIdle();
            return new ValueTask<int>(0);
        }

        var now = _time.GetUtcNow();
        var known = held.Count(assignment => _pool.Announce(
            new RequestId(assignment.RequestId), new SlotId(assignment.InstanceId), now, assignment.Attempt));
        _loop.Run();
        return new ValueTask<int>(known);
    }

    /// <inheritdoc/>
    public ValueTask<int> CountSlots()
    {
        if (_pool is null)
        {
            DeactivateOnIdle();
            return new ValueTask<int>(0);
        }

        return new ValueTask<int>((int)(_pool.SlotsCreated - _pool.SlotsForgotten));
    }
}
