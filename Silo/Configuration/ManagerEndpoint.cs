using OrleansScaler.Grains.Nodes;

namespace OrleansScaler.Silo.Configuration;

/// <summary>
/// The environment variable by which the 2020 system tells its scheduler where nodes are lent. It has the last word.
/// </summary>
internal static class ManagerEndpoint
{
    /// <summary>Its name.</summary>
    public const string Name = "RESOURCE_MANAGER_ENDPOINT";

    /// <summary>Sets the resource manager, if one is given.</summary>
    /// <returns>What is wrong with the value; null when nothing is.</returns>
    public static string? Apply(string? value, NodePlatformOptions options)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (!NodePlatformOptions.IsHostAndPort(value))
        {
            return $"{Name} is '{value}'; it must be host:port.";
        }

        options.ResourceManager = value;
        return null;
    }
}
