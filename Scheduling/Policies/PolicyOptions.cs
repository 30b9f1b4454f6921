using System.ComponentModel.DataAnnotations;
using OrleansScaler.Scheduling.Policies.Preallocation;
using OrleansScaler.Scheduling.Policies.Rules;

namespace OrleansScaler.Scheduling.Policies;

/// <summary>Which policies decide, and their figures. Section <c>Policies</c>.</summary>
public sealed class PolicyOptions
{
    private PeakHistory? _history;

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

    /// <summary>Peaks of functions that <c>preallocate</c> makes slots for, known from earlier days.</summary>
    public List<PeakOptions> Peaks { get; } = [];

    /// <summary>What <c>preallocate</c> goes by: <see cref="LearnFrom"/>, else the configured peaks.</summary>
    public PeakHistory History => _history ?? PeakHistory.Of(Peaks);

    /// <summary>Takes an earlier period's peaks in place of configured ones.</summary>
    public void LearnFrom(PeakHistory history) => _history = history;

    /// <summary>What ranges cannot say: relations between the values.</summary>
    /// <returns>One sentence for each relation that does not hold; none when all do.</returns>
    public IEnumerable<string> FindContradictions() => Peaks
        .GroupBy(peak => peak.Function, StringComparer.Ordinal)
        .Where(peaks => peaks.Key.Length > 0 && peaks.Count() > 1)
        .Select(peaks => $"Policies:Peaks names '{peaks.Key}' {peaks.Count()} times; it may name a function once.");
}
