namespace OrleansScaler.Simulation.Reports;

/// <summary>An option of the command that made a report.</summary>
/// <param name="Name">The option.</param>
/// <param name="Value">Its value, as the command line spells it.</param>
/// <param name="IsGiven">Whether it was given; else it is the usual value.</param>
public sealed record ReportSetting(string Name, string Value, bool IsGiven);
