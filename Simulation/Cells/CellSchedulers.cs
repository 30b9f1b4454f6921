using OrleansScaler.Simulation.Cells.Scaler;

namespace OrleansScaler.Simulation.Cells;

/// <summary>The schedulers that a run of the cell can have.</summary>
public static class CellSchedulers
{
    /// <summary>Makes the scheduler that is measured: this product, as it is set up for the 2020 protocol.</summary>
    public static Func<ICell, ICellScheduler> Ours =>
        cell => new ScalerScheduler(cell, ScalerSettings.For2020());

    /// <summary>Makes the scheduler that it is measured against: the official demo's behaviour.</summary>
    public static Func<ICell, ICellScheduler> Baseline => cell => new DemoScheduler(cell);
}
