using System.Xml.Linq;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Simulation.Bounds;
using OrleansScaler.Simulation.Reports;
using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.Tests.VirtualTime;
using OrleansScaler.Simulation.Traces;
using OrleansScaler.Simulation.VirtualTime;
using OrleansScaler.Simulation.VirtualTime.Timelines;

namespace OrleansScaler.Simulation.Tests.Reports;

public sealed class HtmlReportTests
{
    private static readonly StoryTrace s_trace =
        StoryTrace.Random(seed: 5, functions: 4, calls: 400, endSeconds: 900);

    [Fact]
    public void Write_SomePolicies_HasHeaderRankingParetoDistributionsAndTimelines()
    {
        var page = Read(Content(s_trace, Objective.Rum, "fixed:10s", "fixed:60s", "direct"));

        Assert.Equal(
            ["header", "ranking", "pareto", "distributions", "timelines"],
            page.Descendants("main").Single().Elements().Select(part => part.Attribute("id")!.Value));
        Assert.Equal(4, Part(page, "ranking").Descendants("tbody").First().Elements("tr").Count() + 1);
        Assert.Single(Charts(page, "pareto"));
        Assert.Equal(6, Charts(page, "distributions").Length);
        Assert.Equal(3 * 4, Charts(page, "timelines").Length);
        Assert.Equal(2, Part(page, "timelines").Elements("details").Count());
    }

    [Fact]
    public void Write_AnyReport_NeedsNothingFromElsewhereAndRunsNothing()
    {
        var html = HtmlReport.Write(Content(s_trace, Objective.Rum, "fixed:10s", "direct"));

        string[] foreign = ["http://", "https://", "src=", "@import", "url(", "<script", "<link", "javascript:"];
        Assert.All(foreign, word => Assert.DoesNotContain(word, html, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Style_IsTakenAsItIsWritten()
    {
        // A browser does not undo escapes in a style, so there must be none.
        var html = HtmlReport.Write(Content(s_trace, Objective.Rum, "direct"));
        var style = html[html.IndexOf("<style>", StringComparison.Ordinal)..html.IndexOf(
            "</style>", StringComparison.Ordinal)];

        Assert.DoesNotContain("&", style, StringComparison.Ordinal);
        Assert.Equal(style.Count(letter => letter == '{'), style.Count(letter => letter == '}'));
        string[] wanted = ["prefers-color-scheme: dark", "@media print", "break-inside: avoid", "color-scheme"];
        Assert.All(wanted, rule => Assert.Contains(rule, style, StringComparison.Ordinal));
    }

    [Fact]
    public void Write_ElementsWithoutContent_AreThoseThatHtmlAllows()
    {
        var page = Read(Content(s_trace, Objective.Rum, "fixed:10s", "direct"));

        string[] allowed = ["meta", "wbr", "circle", "path", "line"];
        Assert.Empty(page.Descendants().Where(element => element.IsEmpty).Select(element => element.Name.LocalName)
            .Except(allowed));
    }

    [Fact]
    public void Write_Ranking_IsByTheObjectiveWithTheBoundsBelow()
    {
        var content = Content(s_trace, Objective.Rum, "direct", "fixed:10s", "fixed:60s");

        var bodies = Part(Read(content), "ranking").Descendants("tbody").ToArray();

        Assert.Equal(
            content.Runs.OrderBy(run => run.Card.Rum.Value).Select(run => run.Card.Policy),
            bodies[0].Elements("tr").Select(row => row.Element("th")!.Value));
        Assert.Equal(4, bodies[1].Elements("tr").Count());
    }

    [Theory]
    [InlineData(Objective.Rum)]
    [InlineData(Objective.Contest)]
    [InlineData(Objective.Latency)]
    [InlineData(Objective.Balanced)]
    [InlineData(Objective.Frugal)]
    public void Write_AnyObjective_HasAFullTable(Objective objective)
    {
        var rows = Part(Read(Content(s_trace, objective, "fixed:10s", "direct")), "ranking")
            .Descendants("tr").Select(row => row.Elements().Count()).ToArray();

        Assert.Equal(1 + 2 + 4, rows.Length);
        Assert.Single(rows.Distinct());
    }

    [Fact]
    public void Write_StrangeKeysAndNames_AreOnlyText()
    {
        const string key = "</title></style><script>alert(\"x\")</script>&\u0001";
        var trace = TraceOf(key);
        var run = Run(trace, "direct");
        var named = run with { Card = run.Card with { Policy = key, Notes = [key] } };
        var content = Content(trace, Objective.Rum) with
        {
            Runs = [named],
            Settings = [new ReportSetting("--trace", key, IsGiven: true)],
        };

        var page = Read(content);

        Assert.Empty(page.Descendants("script"));
        Assert.Equal(key.Replace('\u0001', '\ufffd'), Part(page, "ranking").Descendants("tbody").First()
            .Descendants("th").Single().Value);
        Assert.StartsWith("</title>", Charts(page, "timelines")[0].Element("title")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NoRunsAndNoBounds_SaysSo()
    {
        var content = Content(s_trace, Objective.Rum) with { Bounds = null };

        var page = Read(content);

        Assert.Contains("No policy", Part(page, "header").Value, StringComparison.Ordinal);
        Assert.Empty(Charts(page, "timelines"));
    }

    [Fact]
    public void Write_TraceWithoutCalls_HasNoWrongNumbers()
    {
        var page = Read(Content(StoryTrace.Of(60, 512), Objective.Rum, "fixed:10s"));

        Assert.Contains("100", Part(page, "distributions").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FiguresThatAreNoNumbers_AreDashes()
    {
        var content = Content(s_trace, Objective.Rum, "fixed:10s", "direct");
        var broken = content.Runs[0] with
        {
            Card = content.Runs[0].Card with
            {
                IdleGbSeconds = double.NaN,
                PeakMemoryMegabytes = double.PositiveInfinity,
                Rum = new RumScore(1, double.NaN, double.NaN),
            },
        };

        var html = HtmlReport.Write(content with { Runs = [broken, content.Runs[1]] });

        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", html, StringComparison.Ordinal);
        var ranking = Part(XElement.Parse(html[html.IndexOf('\n', StringComparison.Ordinal)..]), "ranking");
        Assert.Equal(
            ["direct", "fixed:10s"], ranking.Descendants("tbody").First().Descendants("th").Select(name => name.Value));
    }

    [Fact]
    public void Write_ThirtyFiveRuns_StaysSmallAndHighlightsSix()
    {
        var names = Enumerable.Range(1, 35).Select(i => $"fixed:{i}s").ToArray();

        var html = HtmlReport.Write(Content(s_trace, Objective.Rum, names));

        Assert.InRange(html.Length, 1, 2_000_000);
        Assert.Contains("The 6 best by RUM are in colour, the others faint.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Header_ShowsOptionsAndNotes()
    {
        var content = Content(s_trace, Objective.Rum, "direct") with
        {
            Settings = [new("--from", "0", IsGiven: false), new("--policy", "direct", IsGiven: true)],
        };

        var header = Part(Read(content), "header");

        Assert.Equal(
            ["usual: --from 0", "given: --policy direct"],
            header.Descendants("dl").Single(list => list.Attribute("class")!.Value == "settings").Elements("div")
                .Select(row => row.Attribute("class")!.Value + ": "
                    + string.Join(' ', row.Elements().Select(element => element.Value))));
    }

    private static XElement Read(ReportContent content)
    {
        var html = HtmlReport.Write(content);
        Assert.StartsWith("<!DOCTYPE html>\n<html", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        return XElement.Parse(html[html.IndexOf('\n', StringComparison.Ordinal)..]);
    }

    private static XElement Part(XElement page, string id) =>
        page.Descendants().Single(element => element.Attribute("id")?.Value == id);

    private static XElement[] Charts(XElement page, string id) =>
        [.. Part(page, id).Descendants("svg").Where(svg => svg.Attribute("role") is not null)];

    private static ReportContent Content(Trace trace, Objective objective, params string[] policies)
    {
        var goal = new Goal(objective, TimeSpan.FromMilliseconds(808));
        return new ReportContent
        {
            Workload = WorkloadOf(trace),
            Goal = goal,
            Seed = 42,
            Settings = [],
            Runs = [.. policies.Select(policy => Run(trace, policy))],
            Bounds = new BoundsRun(WorkloadOf(trace), goal).Compute(CancellationToken.None),
        };
    }

    private static ReportedRun Run(Trace trace, string policy)
    {
        var workload = WorkloadOf(trace);
        var recorder = new TimelineRecorder(trace.Functions.Count, trace.Length);
        var card = new VirtualRun(
            workload,
            PolicyNames.Find(policy, new PolicyOptions()).Required,
            new VirtualRunOptions { Timelines = recorder }).Play(CancellationToken.None);
        return new ReportedRun(card, recorder.Take(CostlyFunctions.Of(workload, card)));
    }

    private static Workload WorkloadOf(Trace trace) =>
        new(trace, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(708));

    private static StoryTrace TraceOf(string key)
    {
        var trace = new StoryTrace
        {
            Name = key,
            Functions =
            [
                new TraceFunction(new FunctionSpec { Key = new FunctionKey(key), MemoryMegabytes = 512 }, null),
            ],
            Start = s_trace.Start,
            Length = TimeSpan.FromSeconds(60),
            CallCount = 1,
        };
        return trace.Call(1, 1);
    }
}
