using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.ScaleUp;

/// <summary>
/// How many slots to start while requests wait. Asked after every event that leaves a waiter without a slot. Holds no
/// memory: one object serves every function.
/// </summary>
public interface IScaleUpPolicy
{
    /// <summary>Its name in configuration and on the command line.</summary>
    string Name { get; }

    /// <summary>What to start now, and when to ask again though nothing happens.</summary>
    /// <param name="pool">The pool as it is now; at least one request waits.</param>
    ScaleUpDecision Decide(in PoolSnapshot pool);
}
