using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Scheduling.Pools;

/// <summary>When the calls of one function are shared by several pools. Section <c>HotFunctions</c>.</summary>
public sealed class HotFunctionOptions
{
    /// <summary>
    /// Assigns a second of one pool above which there are twice as many; 0 for never. Called within its process, one
    /// grain
    /// carried 430,000 warm Assigns a second and their Idles, on two cores that four grains used no better. This is far
    /// less, because calls between processes cost more, and more than a gateway of two cores sends.
    /// </summary>
    [Range(0, 10_000_000)]
    public double SplitAbove { get; set; } = 100_000;

    /// <summary>Pools of one function at most; what is no power of two counts as the next smaller one.</summary>
    [Range(1, 64)]
    public int MaximumParts { get; set; } = 16;
}
