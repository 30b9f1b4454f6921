using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Simulation.Cells.Workloads;

/// <summary>Reads <c>workload.csv</c>: a run of the 2020 contest as figures, one function a row.</summary>
internal static class CellTable
{
    /// <summary>Ten million calls in all are minutes of simulation; more is a mistake.</summary>
    private const int MaximumCalls = 10_000_000;

    /// <summary>Longest run of a call, by the contest's rules.</summary>
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60);

    /// <summary>Reads and checks all rows.</summary>
    /// <exception cref="TraceException">The file is missing or wrong; names line and column.</exception>
    public static IReadOnlyList<CellFigures> Read(string folder)
    {
        using var table = new CsvTable(TraceFolder.Require(folder, CellTrace.FileName));
        var columns = new CellColumns(table);
        var rows = new List<CellFigures>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (table.Read())
        {
            var row = ReadRow(table, columns);
            if (!names.Add(row.Function.Key.Value))
            {
                throw table.Fault($"function '{table.Name(columns.Function)}' stands there twice");
            }

            rows.Add(row);
        }

        return rows.Count > 0 ? rows : throw new TraceException(table.Path, "no function is in it");
    }

    private static CellFigures ReadRow(CsvTable table, CellColumns columns)
    {
        table.CheckRising(columns.GapMinimum, columns.GapMean, columns.GapMaximum);
        table.CheckRising(columns.ExecutionMinimum, columns.ExecutionMean, columns.ExecutionMaximum);
        table.CheckRising(columns.MemoryMean, columns.MemoryMaximum);
        var limit = Positive(table, columns.Limit);
        if (limit < table.Number(columns.MemoryMaximum))
        {
            throw table.Fault($"memory_used_mb_max is {table.Number(columns.MemoryMaximum)}, above limit_mb, {limit}");
        }

        var key = $"f{table.Name(columns.Function)}";
        var spec = new FunctionSpec { Key = new FunctionKey(key), MemoryMegabytes = limit, Timeout = s_timeout };
        return ReadCounts(table, columns, new CellFigures
        {
            Function = spec,
            Calls = 0,
            Rounds = 0,
            CallsPerRoundMaximum = 0,
            GapMs = Spread(table, columns.GapMinimum, columns.GapMean, columns.GapMaximum),
            ExecutionMs = Spread(table, columns.ExecutionMinimum, columns.ExecutionMean, columns.ExecutionMaximum),
            MemoryMegabytes = Memory(table.Number(columns.MemoryMean), table.Number(columns.MemoryMaximum)),
            IsStorm = table.Name(columns.Kind).EndsWith("storm", StringComparison.Ordinal),
            Cpu = KindOf(table.Name(columns.Kind)),
        });
    }

    private static CellFigures ReadCounts(CsvTable table, CellColumns columns, CellFigures figures)
    {
        var (calls, rounds) = (Positive(table, columns.Calls), Positive(table, columns.Rounds));
        var most = Positive(table, columns.CallsMaximum);
        if (calls < rounds || calls > (long)rounds * most || calls > MaximumCalls)
        {
            throw table.Fault(
                $"calls is {calls}, not from rounds, {rounds}, to rounds times calls_per_round_max, "
                + $"{Math.Min((long)rounds * most, MaximumCalls)}");
        }

        return figures with { Calls = calls, Rounds = rounds, CallsPerRoundMaximum = most };
    }

    private static int Positive(CsvTable table, int column)
    {
        var value = table.Whole(column);
        return value > 0 ? value : throw table.Fault($"{table.Header[column]} is 0, not a whole number of 1 or more");
    }

    private static FigureSpread Spread(CsvTable table, int least, int mean, int greatest) =>
        new(table.Number(least), table.Number(mean), table.Number(greatest));

    /// <summary>
    /// The table has no least memory: as far below the mean as the greatest is above, and not under the 1 MB of an
    /// empty container.
    /// </summary>
    private static FigureSpread Memory(double mean, double greatest) =>
        new(Math.Min(mean, Math.Max(1, (2 * mean) - greatest)), mean, greatest);

    private static CpuKind KindOf(string kind) => kind switch
    {
        "cpu burst" => CpuKind.Burst,
        _ when kind.EndsWith("input-dependent", StringComparison.Ordinal) => CpuKind.Whole,
        _ => CpuKind.Light,
    };
}
