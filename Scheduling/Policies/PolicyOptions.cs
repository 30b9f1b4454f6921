using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Scheduling.Policies;

/// <summary>Which policies decide, and their figures. Section <c>Policies</c>.</summary>
public sealed class PolicyOptions
{
    /// <summary>Name of the set; <see cref="PolicyNames.Known"/> lists what can be named.</summary>
    [Required]
    public string Name { get; set; } = PolicyNames.Pool;

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
