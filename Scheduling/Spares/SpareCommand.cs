using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Spares;

/// <summary>What a spare pool wants done.</summary>
/// <param name="Kind">What.</param>
/// <param name="Spare">The spare. One to be destroyed is forgotten already: the driver sees it through.</param>
/// <param name="Reason">Why.</param>
public readonly record struct SpareCommand(SpareCommandKind Kind, Spare Spare, Reason Reason);
