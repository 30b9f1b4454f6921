using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Scheduling.Pools;

/// <summary>When the calls of one function are shared by several pools. Section <c>HotFunctions</c>.</summary>
public sealed class HotFunctionOptions
{
    /// <summary>
    /// Calls a second of one pool above which there are twice as many; 0 for never. About 60 % of what one grain carries
    /// on a core.
    /// </summary>
    [Range(0, 10_000_000)]
    public double SplitAbove { get; set; } = 60_000;

    /// <summary>Pools of one function at most; what is no power of two counts as the next smaller one.</summary>
    [Range(1, 64)]
    public int MaximumParts { get; set; } = 16;
}
