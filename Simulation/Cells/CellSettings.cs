using System.Globalization;
using OrleansScaler.Simulation.Cells.Scaler;

namespace OrleansScaler.Simulation.Cells;

/// <summary>How the server is told to do what is simulated.</summary>
public static class CellSettings
{
    /// <summary>
    /// Options of the server and their values: the set-up that plays the 2020 contest in virtual time.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Of2020 { get; } = Spell(ScalerSettings.For2020());

    private static Dictionary<string, string> Spell(ScalerSettings settings) => new()
    {
        ["Policies:Name"] = settings.Policies.Name,
        ["Nodes:Policy"] = settings.Placement,
        ["Nodes:CreatesPerNode"] = settings.Ledger.CreatesPerNode.ToString(CultureInfo.InvariantCulture),
        ["Nodes:PlaceTimeout"] = settings.LongestPlacement.ToString("c"),
        ["Nodes:Stats:Interval"] = settings.StatsEvery.ToString("c"),
        ["Nodes:Fleet:Consolidates"] = settings.Fleet.Consolidates ? "true" : "false",
        ["Nodes:Fleet:HeadroomFraction"] =
            settings.Fleet.HeadroomFraction.ToString(CultureInfo.InvariantCulture),
        ["Nodes:Fleet:MoveCost"] = settings.Fleet.MoveCost.ToString("c"),
        ["Nodes:Fleet:MoveSaves"] = settings.Fleet.MoveSaves.ToString("c"),
    };
}
