namespace OrleansScaler.Simulation.Cells;

/// <summary>The schedulers that a run of the cell can have.</summary>
public static class CellSchedulers
{
    /// <summary>Makes the scheduler that is measured; null while there is none but the baseline.</summary>
    public static Func<ICell, ICellScheduler>? Ours => null;

    /// <summary>Makes the scheduler that it is measured against: the official demo's behaviour.</summary>
    public static Func<ICell, ICellScheduler> Baseline => cell => new DemoScheduler(cell);
}
