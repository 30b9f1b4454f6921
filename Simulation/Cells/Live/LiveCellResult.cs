using OrleansScaler.Simulation.Cells.Scores;
using OrleansScaler.Simulation.Cells.Workloads;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>What a scheduler did in one run in real time.</summary>
public sealed record LiveCellResult
{
    /// <summary>Its figures.</summary>
    public required CellResult Result { get; init; }

    /// <summary>What was played: of a run that was broken off, its beginning.</summary>
    public required CellWorkload Workload { get; init; }

    /// <summary>How it was played.</summary>
    public required LiveCellOptions Options { get; init; }

    /// <summary>How long the cell was there, on the wall.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>What the scheduler did wrong; kinds without any are left out.</summary>
    public required IReadOnlyDictionary<CellViolation, int> ViolationsByKind { get; init; }

    /// <summary>The first failures and violations, a line each.</summary>
    public required IReadOnlyList<string> Messages { get; init; }

    /// <summary>Calls of the workload that were not played to their end; null when nothing was broken off.</summary>
    public int? BrokenOff { get; init; }

    /// <summary>Plays the same calls under the baseline, in virtual time, and scores the run against it.</summary>
    public CellScorecard ToScorecard()
    {
        var baseline = new CellRun(
            Workload, Machines.MachineModel.Contest, Options.Seed, CellSchedulers.Baseline).Play();
        var match = new CellMatch(Options.Seed, Called(Result), Called(baseline));
        return CellScorecard.Of([match]) with { Notes = Notes() };
    }

    /// <summary>Functions that were not called would weigh as much as the others, and say nothing.</summary>
    private CellResult Called(CellResult result)
    {
        var called = Workload.Calls.Select(call => call.Function).ToHashSet();
        return called.Count == 0
            ? result
            : result with { Functions = [.. result.Functions.Where((_, function) => called.Contains(function))] };
    }

    private List<string> Notes()
    {
        var notes = new List<string>
        {
            "Response times are the callers', over real gRPC; the baseline is of virtual time, where nothing but the "
            + "cell itself takes any.",
        };
        notes.AddRange(CellTrace.Assumptions);
        if (Options.Speed != 1)
        {
            notes.Add(FormattableString.Invariant(
                $"Played at {Options.Speed:0.###} times the workload's speed; the scheduler's clock was not scaled, ")
                + "so its delays count that much more, and its keep-alives are that much longer.");
        }

        if (BrokenOff is { } calls)
        {
            notes.Add($"Broken off: {calls} calls were not played to their end.");
        }

        return notes;
    }
}
