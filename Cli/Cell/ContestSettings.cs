using OrleansScaler.Simulation.Cells;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Cell;

/// <summary>
/// The server's settings for the 2020 contest, as its environment spells them: the same set-up that plays it in virtual
/// time.
/// </summary>
internal static class ContestSettings
{
    /// <summary>The settings.</summary>
    /// <param name="manager">The resource manager that lends nodes.</param>
    public static Dictionary<string, string> Of2020(HostPort manager)
    {
        var settings = new Dictionary<string, string>
        {
            ["Platform__Kind"] = "nodes",
            ["Nodes__ResourceManager"] = manager.ToString(),
        };
        foreach (var (option, value) in CellSettings.Of2020)
        {
            settings[option.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return settings;
    }
}
