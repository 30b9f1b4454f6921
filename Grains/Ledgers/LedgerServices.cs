using OrleansScaler.Grains.Fencing;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Ledgers;

/// <summary>What every slot ledger of a silo shares.</summary>
/// <param name="Options">How patiently to store.</param>
/// <param name="Instruments">Count what happens.</param>
/// <param name="Fence">What every event of a function passes.</param>
/// <param name="Board">Where the use of slots is noted; null where nothing of it would outlive the process.</param>
public sealed record LedgerServices(
    LedgerOptions Options, LedgerInstruments Instruments, SiloFence Fence, ISlotUseBoard? Board = null)
{
    /// <summary>Whether the store answers.</summary>
    public StoreHealth Health { get; init; } = new();

    /// <summary>Whether anything is stored.</summary>
    public bool IsOn => Options.Store is not (LedgerOptions.None or LedgerOptions.Auto);

    /// <summary>Whether slots outlive the end of their owner.</summary>
    public bool KeepsSlots => IsOn && Options.AtStop == LedgerOptions.Keep;
}
