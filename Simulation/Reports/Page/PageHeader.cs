using System.Globalization;
using System.Xml.Linq;
using OrleansScaler.Simulation.Reports.Markup;

namespace OrleansScaler.Simulation.Reports.Page;

/// <summary>What was played, with which options, and what a reader must know.</summary>
internal static class PageHeader
{
    public static XElement Draw(ReportContent content) => Tag.Of(
        "header",
        Tag.Of("p").With("class", "kind").Says("Simulation in virtual time"),
        Tag.Of("h1").Says(content.Workload.Trace.Name),
        Facts(content),
        Summary(content),
        Settings(content),
        Notes(content)).With("id", "header");

    private static XElement Facts(ReportContent content)
    {
        var trace = content.Workload.Trace;
        (string Name, string Value)[] facts =
        [
            ("Calls", Figure.Whole(trace.CallCount)),
            ("Functions", Figure.Whole(trace.Functions.Count)),
            ("Hours", Figure.Compact(trace.Length.TotalHours)),
            ("Policies", Figure.Whole(content.Runs.Count)),
            ("Objective", content.Objective),
            ("Seed", content.Seed.ToString(CultureInfo.InvariantCulture)),
        ];
        return Tag.Of("dl", facts.Select(fact => Tag.Of(
            "div", Tag.Of("dt").Says(fact.Name), Tag.Of("dd").Says(fact.Value)))).With("class", "facts");
    }

    private static XElement? Summary(ReportContent content)
    {
        if (content.Ranked is not [var best, ..])
        {
            return Tag.Of("p").With("class", "lead").Says("No policy was run far enough to be shown.");
        }

        var share = content.ShareOf(best) is { } known ? $", {Figure.ShortPercent(known)} of its bound" : "";
        return Tag.Of(
            "p",
            Tag.Of("strong").Says(best.Card.Policy),
            new XText($" comes out best by {content.Objective}: {Value(content, best)}{share}, with "),
            new XText($"{Figure.Whole(best.Card.ColdStarts)} cold starts and "),
            new XText($"{Figure.Whole(best.Card.IdleGbSeconds)} idle GB·s.")).With("class", "lead");
    }

    private static string Value(ReportContent content, ReportedRun run) => content.Goal.MoreIsBetter
        ? Figure.Score(content.ValueOf(run))
        : $"{Figure.Whole(content.ValueOf(run))} s";

    private static XElement? Settings(ReportContent content) => content.Settings.Count == 0
        ? null
        : Tag.Of(
            "section",
            Tag.Of("h2").Says("Options"),
            Tag.Of("dl", content.Settings.Select(Setting)).With("class", "settings"),
            Tag.Of("p").With("class", "hint").Says("Faint: not given, so the usual value was taken."));

    private static XElement Setting(ReportSetting setting) => Tag.Of(
        "div",
        Tag.Of("dt").Says(setting.Name),
        Tag.Of("dd").SaysBreaking(setting.Value)).With("class", setting.IsGiven ? "given" : "usual");

    private static XElement? Notes(ReportContent content)
    {
        var assumptions = content.Workload.Trace.Assumptions;
        var notes = assumptions
            .Concat(content.Runs.SelectMany(run => run.Card.Notes.Except(assumptions)
                .Select(note => $"{run.Card.Policy}: {note}")))
            .ToArray();
        return notes.Length == 0
            ? null
            : Tag.Of(
                "section",
                Tag.Of("h2").Says("Assumptions and notes"),
                Tag.Of("ul", notes.Select(note => Tag.Of("li").Says(note))));
    }
}
