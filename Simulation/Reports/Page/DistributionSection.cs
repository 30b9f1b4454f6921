using System.Xml.Linq;
using OrleansScaler.Simulation.Reports.Charts;
using OrleansScaler.Simulation.Reports.Markup;
using OrleansScaler.Simulation.Reports.Scales;
using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Simulation.Reports.Page;

/// <summary>How latency, slowdown and cold rate spread over calls and functions.</summary>
internal static class DistributionSection
{
    private const string SlowdownTitle = "time from arrival to end over execution, 1 is no wait";

    private static LinearScale Shares => new(0, 1, Percent);

    public static XElement Draw(ReportContent content) => Tag.Of(
        "section",
        Tag.Of("h2").Says("Distributions"),
        Tag.Of("p").With("class", "hint").Says(Explanation(content)),
        Tag.Of("div", Charts(content.Ranked).Select(chart => ChartBox.Of(chart))).With("class", "charts"))
        .With("id", "distributions");

    private static string Explanation(ReportContent content) =>
        "A line tells which share of calls or functions has at most that value; higher and further to the left is "
        + "better. Marks stand at 50 % and 99 %. Over functions, every called function counts once. "
        + (content.Runs.Count > SeriesStyle.Highlighted
            ? $"The {SeriesStyle.Highlighted} best by {content.Objective} are in colour, the others faint. "
            : "")
        + (content.Workload.StartsTakeTime
            ? ""
            : "Starts take no time here, so that only waits for a running slot show as latency and slowdown.");

    private static IEnumerable<XElement> Charts(IReadOnlyList<ReportedRun> runs)
    {
        yield return PerCall(
            "Scheduling latency per call", "from arrival to grant", runs, card => card.SchedulingSeconds.PerCall);
        yield return PerFunction(
            "Scheduling latency, averages of functions",
            "average from arrival to grant",
            runs,
            card => card.SchedulingSeconds.PerFunctionAverage);
        yield return PerCall("Slowdown per call", SlowdownTitle, runs, card => card.Slowdown.PerCall, Figure.Compact);
        yield return PerFunction(
            "Slowdown, averages of functions",
            $"average {SlowdownTitle}",
            runs,
            card => card.Slowdown.PerFunctionAverage,
            Figure.Compact);
        yield return PerFunction(
            "Cold rate of functions",
            "cold starts of a function over its calls",
            runs,
            card => Curve.Of(card.Functions
                .Where(function => function.Requests > 0)
                .Select(function => (double)function.ColdStarts / function.Requests)),
            Percent);
        yield return PerFunction(
            "Idle share of functions' slots",
            "idle GB·s of a function over its slots' GB·s",
            runs,
            card => Curve.Of(card.Functions.Where(function => function.SlotGbSeconds > 0).Select(IdleShare)),
            Percent,
            Shares);
    }

    private static double IdleShare(FunctionScore function) =>
        Math.Max(0, 1 - (function.ExecGbSeconds / function.SlotGbSeconds));

    private static string Percent(double share) => $"{Figure.Compact(100 * share)} %";

    private static XElement PerCall(
        string title, string across, IReadOnlyList<ReportedRun> runs,
        Func<SimulatedScorecard, IReadOnlyList<CurvePoint>> points, Func<double, string>? label = null)
    {
        var lines = LinesOf(runs, points);
        return DistributionChart.Draw(
            title,
            new Axis(DistributionChart.ScaleOf(lines, label ?? Figure.Seconds), across),
            new Axis(new TailScale(), "share of calls"),
            lines);
    }

    private static XElement PerFunction(
        string title, string across, IReadOnlyList<ReportedRun> runs,
        Func<SimulatedScorecard, IReadOnlyList<CurvePoint>> points, Func<double, string>? label = null,
        IScale? scale = null)
    {
        var lines = LinesOf(runs, points);
        return DistributionChart.Draw(
            title,
            new Axis(scale ?? DistributionChart.ScaleOf(lines, label ?? Figure.Seconds), across),
            new Axis(Shares, "share of functions"),
            lines);
    }

    private static IReadOnlyList<CurveLine> LinesOf(
        IReadOnlyList<ReportedRun> runs, Func<SimulatedScorecard, IReadOnlyList<CurvePoint>> points) =>
        [.. runs.Select(run => new CurveLine(run.Card.Policy, points(run.Card)))];
}
