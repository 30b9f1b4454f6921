using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using OrleansScaler.Simulation.Cells.Live;
using OrleansScaler.Simulation.Cells.Scores;
using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Cli.Cell;

/// <summary>
/// What a run of the 2020 contest in real time found out. The property names are keys of the JSON; those of the scorecard
/// stand beside them.
/// </summary>
internal sealed record LiveCellReport
{
    /// <summary>The scorecard.</summary>
    [JsonIgnore]
    public CellScorecard Scorecard { get; private init; } = null!;

    /// <summary>Name of the trace.</summary>
    public required string Trace { get; init; }

    /// <summary>How much of the workload was played.</summary>
    public required double Seconds { get; init; }

    /// <summary>Time of the workload in one of the wall's.</summary>
    public required double Speed { get; init; }

    /// <summary>How long the cell was there, on the wall.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>What the scheduler did wrong, by kind; kinds without any are left out.</summary>
    public required IReadOnlyDictionary<string, int> Violations { get; init; }

    /// <summary>The first failures and violations, a line each.</summary>
    public required IReadOnlyList<string> Messages { get; init; }

    /// <summary>Scores a run.</summary>
    public static LiveCellReport Of(string trace, LiveCellResult result) => new()
    {
        Scorecard = result.ToScorecard(),
        Trace = trace,
        Seconds = result.Workload.Length.TotalSeconds,
        Speed = result.Options.Speed,
        WallSeconds = result.WallSeconds,
        Violations = result.ViolationsByKind.ToDictionary(
            kind => JsonNamingPolicy.CamelCase.ConvertName(kind.Key.ToString()), kind => kind.Value),
        Messages = result.Messages,
    };

    /// <summary>The scorecard's keys and these.</summary>
    public JsonObject ToJson()
    {
        var json = JsonSerializer.SerializeToNode(Scorecard, ScorecardJson.Options)!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(this, ScorecardJson.Options)!.AsObject().ToArray())
        {
            json[name] = value?.DeepClone();
        }

        return json;
    }
}
