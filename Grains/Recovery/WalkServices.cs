using OrleansScaler.Grains.Ledgers;

namespace OrleansScaler.Grains.Recovery;

/// <summary>What all shards of a silo share.</summary>
/// <param name="Options">How patiently to store and to ask.</param>
/// <param name="Health">Whether the store answers.</param>
/// <param name="Pace">Of all walks.</param>
/// <param name="Start">Told of each walk that ended.</param>
/// <param name="Instruments">Count what happens.</param>
public sealed record WalkServices(
    LedgerOptions Options, StoreHealth Health, WalkPace Pace, StartWalk Start, RecoveryInstruments Instruments);
