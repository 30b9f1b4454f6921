using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Grains.Nodes;

/// <summary>A node that is always there.</summary>
public sealed class ConfiguredNode
{
    /// <summary>Its name.</summary>
    [Required]
    public string Id { get; set; } = "";

    /// <summary>Host name or IP address of its service.</summary>
    [Required]
    public string Address { get; set; } = "";

    /// <summary>Its port.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 10_500;

    /// <summary>What it offers to slots, in MB: 3,072 of the 4,096 of a machine of the contest.</summary>
    [Range(1.0, 1_073_741_824.0)]
    public double MemoryMegabytes { get; set; } = 3_072;

    /// <summary>What it offers to slots, in thousandths of a core.</summary>
    [Range(1.0, 1_073_741_824.0)]
    public double CpuMillicores { get; set; } = 2_000;
}
