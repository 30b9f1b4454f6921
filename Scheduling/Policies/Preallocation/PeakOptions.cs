using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Scheduling.Policies.Preallocation;

/// <summary>One function's peak, as configured. Section <c>Policies:Peaks:N</c>.</summary>
public sealed class PeakOptions
{
    /// <summary>The function's key, as the platform spells it.</summary>
    [Required]
    public string Function { get; set; } = "";

    /// <summary>Requests of its busiest minute. A million is 17,000 a second of one function.</summary>
    [Range(0.0, 1e6)]
    public double RequestsPerMinute { get; set; }

    /// <summary>Mean execution in milliseconds; a day at most.</summary>
    [Range(0.0, 86_400_000.0)]
    public double ExecutionMs { get; set; }
}
