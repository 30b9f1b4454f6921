using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Simulation.Cells.Workloads;

/// <summary>One row of the table: what is known of a function.</summary>
internal sealed record CellFigures
{
    public required FunctionSpec Function { get; init; }

    /// <summary>Good calls in the run.</summary>
    public required int Calls { get; init; }

    /// <summary>Rounds: calls of one instant.</summary>
    public required int Rounds { get; init; }

    /// <summary>Most calls of a round.</summary>
    public required int CallsPerRoundMaximum { get; init; }

    /// <summary>From round to round within a stretch of activity, in ms.</summary>
    public required FigureSpread GapMs { get; init; }

    /// <summary>Execution, in ms: as it is without contention, but see <see cref="CpuKind.Burst"/>.</summary>
    public required FigureSpread ExecutionMs { get; init; }

    /// <summary>Memory of a container with one call in it, in MB.</summary>
    public required FigureSpread MemoryMegabytes { get; init; }

    /// <summary>Whether it comes once, all of a sudden, in the middle of everything else.</summary>
    public required bool IsStorm { get; init; }

    /// <summary>How much of its execution is CPU work.</summary>
    public required CpuKind Cpu { get; init; }
}
