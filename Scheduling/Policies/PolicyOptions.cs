using System.ComponentModel.DataAnnotations;
using OrleansScaler.Scheduling.Policies.Rules;

namespace OrleansScaler.Scheduling.Policies;

/// <summary>Which policies decide, and their figures. Section <c>Policies</c>.</summary>
public sealed class PolicyOptions
{
    /// <summary>Name of the set; <see cref="PolicyNames.Known"/> lists what can be named.</summary>
    [Required]
    public string Name { get; set; } = PolicyNames.Pool;

    /// <summary>What decides for some functions instead: the first rule that fits a function names its set.</summary>
    public IList<PolicyRule> Rules { get; init; } = [];

    /// <summary>
    /// What a cold start costs where it takes no time: a typical create and init, as the RUM metric counts it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan ColdValue { get; set; } = TimeSpan.FromMilliseconds(808);

    /// <summary>Seconds that a GB·s of idle memory is worth; RUM's price.</summary>
    [Range(1e-9, 1e9)]
    public double IdlePrice { get; set; } = 1 / 99.69;

    /// <summary>
    /// Memory in MB that the slots of all functions together may take before <c>greedy-dual</c> reclaims, where its
    /// name gives no figure. 32 GB: eight of the nodes that slots stand on.
    /// </summary>
    [Range(1.0, 1e12)]
    public double BudgetMegabytes { get; set; } = 32_768;

    /// <summary>Keep-alive of <c>pool</c>: the 2023 entry's first figure.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often <c>pool</c> looks for slots to reclaim: the 2023 entry's figure.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ReclaimEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Patience of <c>pool</c>: the 2023 entry's figure.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(1);
}
