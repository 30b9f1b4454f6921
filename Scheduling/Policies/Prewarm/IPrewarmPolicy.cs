using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.Prewarm;

/// <summary>
/// How many slots stand ready before anybody calls. Asked after every event of a function that was called at least
/// once, and when it wanted to be asked again. Holds no memory: one object serves every function.
/// </summary>
public interface IPrewarmPolicy
{
    /// <summary>Its name in configuration and on the command line.</summary>
    string Name { get; }

    /// <summary>How many slots there should be from now on, busy ones included.</summary>
    /// <param name="pool">The pool as it is now.</param>
    PrewarmDecision Decide(in PoolSnapshot pool);
}
