using System.Xml.Linq;
using OrleansScaler.Simulation.Reports.Charts;
using OrleansScaler.Simulation.Reports.Markup;
using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.VirtualTime.Timelines;

namespace OrleansScaler.Simulation.Reports.Page;

/// <summary>
/// Slots against demand of the functions that cost most: of the best policy in the open, of the next ones folded up.
/// </summary>
internal static class TimelineSection
{
    /// <summary>Letters of a key in a chart's title; recorded keys are hashes of 64.</summary>
    private const int KeyLetters = 16;

    public static XElement Draw(ReportContent content)
    {
        var runs = content.Ranked.Where(run => run.Timelines.Count > 0).Take(SeriesStyle.Highlighted).ToArray();
        return Tag.Of(
            "section",
            Tag.Of("h2").Says(runs.Length > 0
                ? $"Slots against demand under {runs[0].Card.Policy}"
                : "Slots against demand"),
            Tag.Of("p").With("class", "hint").Says(runs.Length > 0 ? Explanation(content, runs) : "Nothing recorded."),
            runs.Take(1).Select(run => Grid(content, run)),
            runs.Skip(1).Select(run => Tag.Of(
                "details", Tag.Of("summary").Says($"The same under {run.Card.Policy}"), Grid(content, run))))
            .With("id", "timelines");
    }

    private static string Explanation(ReportContent content, ReportedRun[] runs)
    {
        var part = runs[0].Timelines[0].PartLength;
        return $"The {runs[0].Timelines.Count} functions with the largest part of RUM under this policy, the most "
            + $"expensive first. Demand is calls that run or wait. Averages and maxima are of "
            + $"{Figure.Seconds(part.TotalSeconds)} each."
            + (runs.Length > 1 ? $" Below, folded up: the next {runs.Length - 1}, each with its own ten." : "")
            + (content.Workload.Functions.Any(function => function.Concurrency > 1)
                ? " A slot of a function with concurrency serves several calls at a time."
                : "");
    }

    private static XElement Grid(ReportContent content, ReportedRun run)
    {
        var scores = run.Card.Functions.ToDictionary(function => function.Key, StringComparer.Ordinal);
        return Tag.Of("div", run.Timelines.Select((timeline, i) => Chart(content, run.Card, timeline, scores, i + 1)))
            .With("class", "charts");
    }

    private static XElement Chart(
        ReportContent content, SimulatedScorecard card, SlotTimeline timeline,
        Dictionary<string, FunctionScore> scores, int number)
    {
        var spec = content.Workload.Functions[timeline.Function];
        var svg = TimelineChart.Draw(
            $"{number}. {PlainText.Short(spec.Key.Value, KeyLetters)}, {Figure.Compact(spec.MemoryMegabytes)} MB",
            timeline,
            content.Workload.Trace.Length).Tip(spec.Key.Value);
        var figure = ChartBox.Of(svg);
        if (scores.TryGetValue(spec.Key.Value, out var score))
        {
            figure.Add(Tag.Of("figcaption").Says(Caption(card, score)));
        }

        return figure;
    }

    private static string Caption(SimulatedScorecard card, FunctionScore score)
    {
        var rum = CostlyFunctions.RumOf(score);
        var share = card.Rum.Value > 0 ? $" ({Figure.ShortPercent(rum / card.Rum.Value)})" : "";
        return $"{Figure.Whole(rum)} s of RUM{share} · {Figure.Whole(score.Requests)} calls · "
            + $"{Figure.Whole(score.ColdStarts)} cold · {Figure.Whole(score.SlotGbSeconds - score.ExecGbSeconds)} "
            + "idle GB·s";
    }
}
