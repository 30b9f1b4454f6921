using System.Collections.Immutable;
using OrleansScaler.Contracts.Nodes;

namespace OrleansScaler.Grains.Nodes;

/// <content>Slots of before this activation.</content>
public sealed partial class PlacementGrain
{
    /// <inheritdoc/>
    public ValueTask<ImmutableArray<string>> Claim(ImmutableArray<StandingSlot> slots) => new([]);
}
