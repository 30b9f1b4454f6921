namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>The medians of a function's gaps and executions, as the rule wants them.</summary>
/// <param name="ScaleSeconds">2 · ln(Q) · D, in seconds.</param>
/// <param name="RenewAt">Arrivals at which the medians are taken again.</param>
internal sealed record GapQuantileState(double ScaleSeconds, long RenewAt) : PolicyState;
