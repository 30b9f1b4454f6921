using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.VirtualTime.Timelines;

namespace OrleansScaler.Simulation.Reports;

/// <summary>A policy's run as a report shows it.</summary>
/// <param name="Card">What it cost and gained.</param>
/// <param name="Timelines">Slots against demand of its most expensive functions, those first; may be none.</param>
public sealed record ReportedRun(SimulatedScorecard Card, IReadOnlyList<SlotTimeline> Timelines);
