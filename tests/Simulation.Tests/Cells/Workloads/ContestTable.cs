using OrleansScaler.Simulation.Cells.Workloads;

namespace OrleansScaler.Simulation.Tests.Cells.Workloads;

/// <summary>The shipped table.</summary>
internal static class ContestTable
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "contest2020");

    public static CellTrace Trace { get; } = CellTrace.Open(Folder);

    public static IReadOnlyList<CellFigures> Rows { get; } = CellTable.Read(Folder);
}
