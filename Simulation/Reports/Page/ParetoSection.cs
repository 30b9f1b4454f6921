using System.Globalization;
using System.Xml.Linq;
using OrleansScaler.Simulation.Reports.Charts;
using OrleansScaler.Simulation.Reports.Markup;
using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Simulation.Reports.Page;

/// <summary>What each policy paid in cold starts for what it saved in memory.</summary>
internal static class ParetoSection
{
    public static XElement Draw(ReportContent content) => Tag.Of(
        "section",
        Tag.Of("h2").Says("Cold starts against idle memory"),
        ChartBox.Of(
            ParetoChart.Draw(
                content.Ranked.Select(run => PointOf(content, run)),
                BoundsOf(content),
                TitleOf(content),
                content.Goal.MoreIsBetter ? null : content.Goal.IdlePrice),
            "wide"),
        Tag.Of("p").With("class", "hint").Says(Explanation(content))).With("id", "pareto");

    /// <summary>What the ranking counts beside idle memory; the contest's ranking counts otherwise, so RUM's.</summary>
    private static CostPoint PointOf(ReportContent content, ReportedRun run)
    {
        var card = run.Card;
        var value = content.Goal.MoreIsBetter ? card.Rum.Value : content.ValueOf(run);
        return new CostPoint(card.Policy, card.IdleGbSeconds, Lost(value, card.IdleGbSeconds, content));
    }

    private static IEnumerable<CostPoint> BoundsOf(ReportContent content) => content.Bounds is { } bounds
        ? BoundNames.Of(bounds).Select(named => new CostPoint(
            named.Name,
            named.Bound.IdleGbSeconds,
            Lost(named.Bound.Value, named.Bound.IdleGbSeconds, content)))
        : [];

    /// <summary>A difference of large numbers: a billionth of them is nothing.</summary>
    private static double Lost(double value, double idle, ReportContent content)
    {
        var lost = value - (idle * content.Goal.IdlePrice);
        return double.IsNaN(lost) || lost > 1e-9 * Math.Abs(value) ? lost : 0;
    }

    private static string TitleOf(ReportContent content) => content.Goal.Objective switch
    {
        Objective.Rum or Objective.Contest => Text($"{RumScore.ColdStartSeconds} s × cold starts + waits, s"),
        _ when content.Workload.StartsTakeTime => "waited, cold or not, s",
        _ => Text($"{content.Goal.ColdValue.TotalSeconds} s × cold starts + waits, s"),
    };

    private static string Explanation(ReportContent content) =>
        "Down and to the left is better. Of each policy on the front, no other is better in both. "
        + (content.Goal.MoreIsBetter
            ? "The ranking goes by the contest's score, which no place in this chart shows."
            : $"An idle GB·s is worth {Figure.Compact(content.Goal.IdlePrice)} s by {content.Objective}; on the dotted "
                + "line everything is worth as much as the best policy, below it more is saved than lost.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
