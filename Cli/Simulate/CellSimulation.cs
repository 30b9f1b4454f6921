using OrleansScaler.Simulation.Cells;
using OrleansScaler.Simulation.Cells.Scores;
using OrleansScaler.Simulation.Cells.Workloads;

namespace OrleansScaler.Cli.Simulate;

/// <summary>Several seeds of the 2020 contest, so many at a time.</summary>
internal static class CellSimulation
{
    /// <summary>Plays them; broken off, it gives those that are done.</summary>
    /// <param name="trace">The table.</param>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="parallel">How many at a time.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    public static async Task<IReadOnlyList<CellMatch>> RunAsync(
        CellTrace trace, ulong first, int count, int parallel, CancellationToken cancellationToken)
    {
        var matches = new CellMatch?[count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel };
        await Parallel.ForAsync(0, count, options, (seed, _) =>
        {
            try
            {
                matches[seed] = CellContest.Play(
                    trace, first + (ulong)seed, CellSchedulers.Ours, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                matches[seed] = null;
            }

            return ValueTask.CompletedTask;
        });
        return [.. matches.OfType<CellMatch>()];
    }
}
