using System.Globalization;
using System.Xml.Linq;
using OrleansScaler.Simulation.Bounds;
using OrleansScaler.Simulation.Reports.Charts;
using OrleansScaler.Simulation.Reports.Markup;
using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Simulation.Reports.Page;

/// <summary>The policies, best first, above what was possible.</summary>
internal static class RankingSection
{
    private static readonly (string Name, string Tip)[] s_columns =
    [
        ("Cold starts", "Calls that waited for a new instance"),
        ("Cold %", "Of all calls"),
        ("Idle GB·s", "Slot time in which nothing ran, times memory"),
        ("RUM, s", "0.808 s a cold start, waits, and a second per 99.69 idle GB·s; less is better"),
        ("Contest", "Score of the 2023 contest; more is better, 100 is the most"),
        ("Waits, s", "Waited by calls that were not cold"),
        ("Failed", "Calls that were refused"),
        ("Peak GB", "Most memory of all slots at one time"),
        ("Creations", "Slots made"),
    ];

    public static XElement Draw(ReportContent content) => Tag.Of(
        "section",
        Tag.Of("h2").Says($"Ranking by {content.Objective}"),
        Tag.Of("div", Table(content)).With("class", "scroll"),
        Tag.Of("p").With("class", "hint").Says(Explanation(content))).With("id", "ranking");

    private static string Explanation(ReportContent content) => content.Goal.MoreIsBetter
        ? "Of the bound: the contest's score over the clairvoyant one, a reference that waiting for a running slot can "
            + "beat. The costs of the bounds are in RUM's seconds."
        : "Of the bound: the cost of keep-or-drop, with every gap known beforehand, over the policy's. Prewarming and "
            + "waiting can beat that bound. Costs of the bounds are in seconds by the objective's prices.";

    private static XElement Table(ReportContent content) => Tag.Of(
        "table",
        Tag.Of("thead", Tag.Of("tr", Headings(content))),
        Tag.Of("tbody", content.Ranked.Index().Select(run => Row(content, run.Item, run.Index))),
        content.Bounds is { } bounds ? Tag.Of("tbody", BoundRows(content, bounds)).With("class", "bounds") : null);

    /// <summary>Objectives that no other column shows get one of their own.</summary>
    private static bool HasValue(ReportContent content) =>
        content.Goal.Objective is not (Objective.Rum or Objective.Contest);

    private static IEnumerable<XElement> Headings(ReportContent content)
    {
        yield return Heading("#", "Rank");
        yield return Heading("Policy", "As asked").With("class", "name");
        if (HasValue(content))
        {
            yield return Heading("Cost, s", $"By {content.Objective}; less is better");
        }

        foreach (var (name, tip) in s_columns)
        {
            yield return Heading(name, tip);
        }

        yield return Heading("Of the bound", "100 % is all that was possible");
    }

    private static XElement Heading(string name, string tip) =>
        Tag.Of("th").With("scope", "col").With("title", tip).Says(name);

    private static XElement Row(ReportContent content, ReportedRun run, int place)
    {
        var card = run.Card;
        return Tag.Of(
            "tr",
            Tag.Of("td", Swatch(place)).Says((place + 1).ToString(CultureInfo.InvariantCulture)),
            Tag.Of("th").With("scope", "row").SaysBreaking(card.Policy),
            HasValue(content) ? Cell(Figure.Whole(content.ValueOf(run))) : null,
            Cell(Figure.Whole(card.ColdStarts)),
            Cell(Figure.Percent(card.ColdRate)),
            Cell(Figure.Whole(card.IdleGbSeconds)),
            Cell(Figure.Whole(card.Rum.Value)),
            Cell(Figure.Score(card.Contest.Total)),
            Cell(Figure.Whole(card.WaitSeconds)),
            Cell(Figure.Whole(card.Failed)),
            Cell(Figure.Score(card.PeakMemoryMegabytes / 1024)),
            Cell(Figure.Whole(card.Creations)),
            Cell(content.ShareOf(run) is { } share ? Figure.ShortPercent(share) : Figure.None));
    }

    /// <summary>The policy's mark in the charts; those beyond the first few have none of their own.</summary>
    private static XElement? Swatch(int place) => place < SeriesStyle.Highlighted
        ? Tag.Of("svg", SeriesStyle.Mark(place, 6, 6, 4)).With("class", "swatch").With("viewBox", "0 0 12 12")
            .With("aria-hidden", "true")
        : null;

    private static IEnumerable<XElement> BoundRows(ReportContent content, BoundSet bounds)
    {
        foreach (var (name, bound) in BoundNames.Of(bounds))
        {
            yield return BoundRow(content, name, bound);
        }

        yield return Tag.Of(
            "tr",
            Cell(""),
            Tag.Of("th").With("scope", "row").Says("contest, clairvoyant (a reference)"),
            Enumerable.Repeat(0, HasValue(content) ? 5 : 4).Select(_ => Cell("")),
            Cell(Figure.Score(bounds.ContestClairvoyant.Total)),
            Enumerable.Repeat(0, 5).Select(_ => Cell("")));
    }

    private static XElement BoundRow(ReportContent content, string name, CostBound bound)
    {
        var calls = content.Workload.Trace.CallCount;
        var value = Figure.Whole(bound.Value);
        return Tag.Of(
            "tr",
            Cell(""),
            Tag.Of("th").With("scope", "row").Says(name),
            HasValue(content) ? Cell(value) : null,
            Cell(Figure.Whole(bound.ColdStarts)),
            Cell(calls > 0 ? Figure.Percent((double)bound.ColdStarts / calls) : Figure.None),
            Cell(Figure.Whole(bound.IdleGbSeconds)),
            Cell(HasValue(content) ? "" : value),
            Enumerable.Repeat(0, 6).Select(_ => Cell("")));
    }

    private static XElement Cell(string text) => Tag.Of("td").Says(text);
}
