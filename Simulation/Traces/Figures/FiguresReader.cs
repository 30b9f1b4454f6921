namespace OrleansScaler.Simulation.Traces.Figures;

/// <summary>
/// Reads the table of figures that stands in for the request log of contest data set 3. Columns that it does not know,
/// such as what entrants made of the figures, are left aside.
/// </summary>
internal static class FiguresReader
{
    public const string File = "function_stats.csv";

    /// <summary>A hundred times what the busiest function has; beyond that a field is a mistake.</summary>
    private const int MaximumCalls = 10_000_000;

    private static readonly string[] s_gapColumns = ["idleGapMs_p25", "idleGapMs_p50", "idleGapMs_p75"];

    /// <summary>The figures of every function, in the functions' order.</summary>
    public static FunctionFigures[] Read(string folder, ContestFunctions functions)
    {
        using var table = new CsvTable(TraceFolder.Require(folder, File));
        var key = table.Column("key");
        var (calls, average, maximum) =
            (table.Column("requests"), table.Column("avgDurationMs"), table.Column("maxDurationMs"));
        var gaps = Array.ConvertAll(s_gapColumns, table.Column);
        var figures = new FunctionFigures?[functions.All.Count];
        while (table.Read())
        {
            var name = table.Name(key);
            var index = functions.IndexOf(name)
                ?? throw table.Fault($"key '{name}' is not in {ContestFunctions.File}");
            if (figures[index] is not null)
            {
                throw table.Fault($"function '{name}' stands there twice");
            }

            CheckDurations(table, average, maximum);
            figures[index] = new FunctionFigures(
                Calls(table, calls),
                table.OptionalNumber(average),
                table.OptionalNumber(maximum),
                Gaps(table, gaps));
        }

        return Array.ConvertAll(figures, known => known ?? FunctionFigures.None);
    }

    private static int? Calls(CsvTable table, int column) =>
        table.OptionalWhole(column) is not > MaximumCalls
            ? table.OptionalWhole(column)
            : throw table.Fault($"requests is {table.Text(column)}; the bound is {MaximumCalls}");

    private static void CheckDurations(CsvTable table, int average, int maximum)
    {
        if (table.OptionalNumber(maximum) is null)
        {
            return;
        }

        if (table.OptionalNumber(average) is null)
        {
            throw table.Fault($"avgDurationMs is empty where maxDurationMs is {table.Text(maximum)}");
        }

        table.CheckRising(average, maximum);
    }

    /// <summary>All three or none.</summary>
    private static IdleQuartiles? Gaps(CsvTable table, int[] columns)
    {
        if (Array.TrueForAll(columns, column => table.OptionalNumber(column) is null))
        {
            return null;
        }

        table.CheckRising(columns);
        return new IdleQuartiles(table.Number(columns[0]), table.Number(columns[1]), table.Number(columns[2]));
    }
}
