using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>
/// How long an idle slot is kept. Asked when a slot becomes idle and whenever the pool looks for slots to reclaim.
/// Holds no memory: one object serves every function.
/// </summary>
public interface IKeepAlivePolicy
{
    /// <summary>Its name in configuration and on the command line.</summary>
    string Name { get; }

    /// <summary>
    /// Memory in MB that it allows the slots of all functions together; null where it knows no such budget.
    /// </summary>
    double? BudgetMegabytes => null;

    /// <summary>The keep-alive that holds for the function's idle slots from now on.</summary>
    /// <param name="pool">The pool as it is now.</param>
    KeepAliveDecision Decide(in PoolSnapshot pool);
}
