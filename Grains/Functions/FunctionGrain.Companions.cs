using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <content>Functions that are called together.</content>
public sealed partial class FunctionGrain
{
    private DateTimeOffset _companionsToldAt;

    /// <inheritdoc/>
    public ValueTask CompanionCalled()
    {
        // Where nothing is known of it, nothing can be got ready.
        if (MayAct() && !_closing)
        {
            _pool.CompanionCalled(_time.GetUtcNow(), _commands);
            _loop.Run();
        }

        return default;
    }

    /// <summary>
    /// Tells of a call those that tend to come with it. At most once a second, which is how companions are counted, so
    /// that the warm calls of a busy function touch nothing that they share with another.
    /// </summary>
    private void TellCompanions(SlotPool pool)
    {
        if (pool.Policies.HearsCompanions && pool.Now - _companionsToldAt >= SiloCompanions.Within)
        {
            _companionsToldAt = pool.Now;
            _pools.Companions.Called(_function, pool.Now);
        }
    }
}
