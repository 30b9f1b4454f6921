using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Grains.Fencing;

/// <summary>When a silo counts as having been frozen, and how it asks what it is. Section <c>Fence</c>.</summary>
public sealed class FenceOptions
{
    /// <summary>
    /// A process that did not run for longer than this lends nothing until it has read the members anew. Not longer
    /// than the others need to give a silent silo up: with a probe each second and two misses, that is two seconds.
    /// Shorter costs nothing but a reading of the table after each such pause.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan FrozenAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait for one reading of the members.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Pause after a reading that failed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMilliseconds(200);
}
