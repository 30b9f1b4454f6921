using System.Text.Json;

namespace OrleansScaler.Simulation.Scorecards;

/// <summary>Writes scorecards as JSON with stable keys.</summary>
public static class ScorecardJson
{
    /// <summary>Indented, camel case.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The JSON of a scorecard.</summary>
    /// <param name="scorecard">The scorecard.</param>
    public static string Write(Scorecard scorecard) => JsonSerializer.Serialize(scorecard, Options);
}
