using System.Collections.Immutable;

namespace OrleansScaler.Scheduling.Pools.Recovery;

/// <summary>What a pool's successor has to know to go on as if nothing had happened.</summary>
/// <param name="Slots">Every slot, in the order in which requests would take idle ones last.</param>
/// <param name="Requests">Who holds one, oldest grant first, then who gave one back, oldest first.</param>
public sealed record PoolHandOver(ImmutableArray<KnownSlot> Slots, ImmutableArray<KnownRequest> Requests)
{
    /// <summary>Nothing is left behind.</summary>
    public static readonly PoolHandOver Nothing = new([], []);
}
