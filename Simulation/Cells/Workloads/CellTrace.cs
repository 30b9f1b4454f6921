using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Simulation.Cells.Workloads;

/// <summary>A folder with the table of a 2020 run; each seed draws another workload from it.</summary>
public sealed class CellTrace
{
    /// <summary>The file that makes a folder a workload of this kind.</summary>
    public const string FileName = "workload.csv";

    private readonly IReadOnlyList<CellFigures> _rows;

    private CellTrace(string name, IReadOnlyList<CellFigures> rows) => (Name, _rows) = (name, rows);

    /// <summary>The folder's name, with its parent's.</summary>
    public string Name { get; }

    /// <summary>Calls of every workload that is drawn from it.</summary>
    public int CallCount => _rows.Sum(row => row.Calls);

    /// <summary>What the table does not say and what was taken instead, a sentence each.</summary>
    public static IReadOnlyList<string> Assumptions => CellGenerator.Notes;

    /// <summary>Whether a folder holds such a table.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>Reads and checks the table.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="TraceException">It is missing or wrong; names line and column.</exception>
    public static CellTrace Open(string folder) => new(TraceFolder.NameOf(folder), CellTable.Read(folder));

    /// <summary>Draws a workload; the same seed gives the same calls.</summary>
    /// <param name="seed">Names it.</param>
    public CellWorkload Draw(ulong seed) => CellGenerator.Draw(_rows, seed);
}
