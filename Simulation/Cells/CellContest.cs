using OrleansScaler.Simulation.Cells.Machines;
using OrleansScaler.Simulation.Cells.Scores;
using OrleansScaler.Simulation.Cells.Workloads;

namespace OrleansScaler.Simulation.Cells;

/// <summary>Plays the 2020 contest: a workload under the scheduler that is measured and the baseline.</summary>
public static class CellContest
{
    /// <summary>Plays one seed.</summary>
    /// <param name="trace">The table.</param>
    /// <param name="seed">Draws the workload and what nodes leave to chance.</param>
    /// <param name="make">Makes the scheduler that is measured; null measures the baseline against itself.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <exception cref="OperationCanceledException">It was broken off.</exception>
    public static CellMatch Play(
        CellTrace trace,
        ulong seed,
        Func<ICell, ICellScheduler>? make,
        CancellationToken cancellationToken = default)
    {
        var workload = trace.Draw(seed);
        var baseline = Play(CellSchedulers.Baseline);
        return new CellMatch(seed, make is null ? baseline : Play(make), baseline);

        CellResult Play(Func<ICell, ICellScheduler> scheduler) =>
            new CellRun(workload, MachineModel.Contest, seed, scheduler).Play(cancellationToken);
    }
}
