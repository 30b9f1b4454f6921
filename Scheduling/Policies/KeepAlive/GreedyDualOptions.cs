namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>Figures of <see cref="GreedyDualKeepAlive"/>.</summary>
/// <param name="Order">Which slot goes first.</param>
/// <param name="BudgetMegabytes">Memory in MB that all functions' slots may take together, more than 0.</param>
/// <param name="KeepAlive">How long an idle slot is kept though the budget has room for it.</param>
/// <param name="ColdValue">What a cold start costs where the function's starts take no time.</param>
public sealed record GreedyDualOptions(
    ReclaimOrder Order, double BudgetMegabytes, TimeSpan KeepAlive, TimeSpan ColdValue);
