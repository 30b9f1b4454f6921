using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Simulation.Cells.Workloads;

/// <summary>Where the columns of the table are. Others may stand beside them.</summary>
internal sealed class CellColumns
{
    public CellColumns(CsvTable table)
    {
        Function = table.Column("function");
        Limit = table.Column("limit_mb");
        Calls = table.Column("calls");
        Rounds = table.Column("rounds");
        CallsMaximum = table.Column("calls_per_round_max");
        GapMean = table.Column("gap_ms_mean");
        GapMinimum = table.Column("gap_ms_min");
        GapMaximum = table.Column("gap_ms_max");
        ExecutionMinimum = table.Column("exec_ms_min");
        ExecutionMean = table.Column("exec_ms_mean");
        ExecutionMaximum = table.Column("exec_ms_max");
        MemoryMean = table.Column("memory_used_mb_mean");
        MemoryMaximum = table.Column("memory_used_mb_max");
        Kind = table.Column("kind");
    }

    public int Function { get; }

    public int Limit { get; }

    public int Calls { get; }

    public int Rounds { get; }

    public int CallsMaximum { get; }

    public int GapMean { get; }

    public int GapMinimum { get; }

    public int GapMaximum { get; }

    public int ExecutionMinimum { get; }

    public int ExecutionMean { get; }

    public int ExecutionMaximum { get; }

    public int MemoryMean { get; }

    public int MemoryMaximum { get; }

    public int Kind { get; }
}
