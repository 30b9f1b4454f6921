using Orleans;
using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Contracts.Nodes;

/// <summary>What slots of a function were seen to use.</summary>
/// <param name="Usual">What nearly none exceeds.</param>
/// <param name="Variance">How much the use of one slot is spread, in MB² and millicores².</param>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.SeenUse")]
public readonly record struct SeenUse(
    [property: Id(0)] RoomSize Usual,
    [property: Id(1)] RoomSize Variance)
{
    /// <summary>The same as it is calculated with.</summary>
    public MeasuredNeed ToMeasured() => new(Usual.ToResources(), Variance.ToResources());

    /// <summary>The same as it is sent.</summary>
    /// <param name="measured">What was measured.</param>
    public static SeenUse Of(MeasuredNeed measured) => new(RoomSize.Of(measured.Usual), RoomSize.Of(measured.Variance));
}
