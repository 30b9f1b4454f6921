using System.ComponentModel.DataAnnotations;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Grains.Nodes;

/// <summary>What stands beside each slot of some functions, such as a proxy.</summary>
public sealed class SidecarOptions
{
    /// <summary>It starts before the function does.</summary>
    public const string Before = "before";

    /// <summary>It starts while the function does.</summary>
    public const string Beside = "beside";

    /// <summary>How the keys of those functions begin; empty: all of them.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Its memory in MB, counted in every fit.</summary>
    [Range(0.0, 1_048_576.0)]
    public double MemoryMegabytes { get; set; }

    /// <summary>Its CPU in thousandths of a core, counted in every fit.</summary>
    [Range(0.0, 1_048_576.0)]
    public double CpuMillicores { get; set; }

    /// <summary>How long it takes to start; no function is ready before its sidecar.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan StartDelay { get; set; }

    /// <summary><c>before</c> or <c>beside</c> the function's own start.</summary>
    [AllowedValues(Before, Beside)]
    public string Starts { get; set; } = Before;

    /// <summary>What it takes of a node.</summary>
    internal Resources Needs => new(MemoryMegabytes, CpuMillicores);
}
