using OrleansScaler.Grains.Ledgers;

namespace OrleansScaler.Grains.Functions;

/// <summary>What all function grains of a silo share.</summary>
/// <param name="Options">Bounds over all functions.</param>
/// <param name="Pools">Makes a function's pool.</param>
/// <param name="Lifecycle">Calls the platform.</param>
/// <param name="Instruments">Count and measure.</param>
/// <param name="Ledgers">Stores which slots there are.</param>
/// <param name="Time">The clock.</param>
public sealed record FunctionServices(
    FunctionOptions Options,
    PoolFactory Pools,
    SlotLifecycle Lifecycle,
    FunctionInstruments Instruments,
    LedgerServices Ledgers,
    TimeProvider Time);
