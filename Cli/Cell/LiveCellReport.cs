using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using OrleansScaler.Simulation.Cells.Live;
using OrleansScaler.Simulation.Cells.Scores;
using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Cli.Cell;

/// <summary>
/// What a run of the 2020 contest in real time found out. The property names are keys of the JSON; the scorecard's
/// stand beside them.
/// </summary>
internal sealed class LiveCellReport
{
    /// <summary>Scores a run.</summary>
    /// <param name="trace">Name of the trace.</param>
    /// <param name="result">The run.</param>
    public LiveCellReport(string trace, LiveCellResult result)
    {
        Scorecard = result.ToScorecard();
        Trace = trace;
        Seconds = result.Workload.Length.TotalSeconds;
        Speed = result.Options.Speed;
        WallSeconds = result.WallSeconds;
        Violations = result.ViolationsByKind.ToDictionary(
            kind => JsonNamingPolicy.CamelCase.ConvertName(kind.Key.ToString()), kind => kind.Value);
        Messages = result.Messages;
    }

    /// <summary>The scorecard.</summary>
    [JsonIgnore]
    public CellScorecard Scorecard { get; }

    /// <summary>Name of the trace.</summary>
    public string Trace { get; }

    /// <summary>How much of the workload was played.</summary>
    public double Seconds { get; }

    /// <summary>Time of the workload in one of the wall's.</summary>
    public double Speed { get; }

    /// <summary>How long the cell was there, on the wall.</summary>
    public double WallSeconds { get; }

    /// <summary>What the scheduler did wrong, by kind; kinds without any are left out.</summary>
    public IReadOnlyDictionary<string, int> Violations { get; }

    /// <summary>The first failures and violations, a line each.</summary>
    public IReadOnlyList<string> Messages { get; }

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
