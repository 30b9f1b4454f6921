using OrleansScaler.Cli.Simulate;
using OrleansScaler.Simulation.Bounds;
using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.VirtualTime;
using Spectre.Console;

namespace OrleansScaler.Cli.Display;

/// <summary>Prints the policies of a simulation, best first, above what was possible.</summary>
internal static class RankingView
{
    /// <summary>Prints the table, and the notes of runs that have not been told before.</summary>
    public static void Print(SimulationReport report, Goal goal, Workload workload)
    {
        var startsTakeTime = workload.StartsTakeTime;
        var table = new Table().Border(TableBorder.Rounded);
        table.Title = new TableTitle(Markup.Escape($"{report.Trace}, by {report.Objective}"));
        table.AddColumn(new TableColumn("policy").NoWrap());
        string[] columns = 
        [
            "slots made", "cold starts", "cold %", "p99 wait ms", "idle GB·s", "RUM", "contest", "of the bound",
        ];
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var card in Ranked(report.Runs, goal, startsTakeTime))
        {
            var value = goal.ValueOf(card, startsTakeTime);
            AddRow(
                table,
                card.Policy,
                $"{card.Creations:N0}",
                $"{card.ColdStarts:N0}",
                $"{100 * card.ColdRate:0.000}",
                $"{card.AssignLatencyMs.P99:N0}",
                $"{card.IdleGbSeconds:N0}",
                $"{card.Rum.Value:N0}",
                $"{card.Contest.Total:0.00}",
                Share(report.Bounds is { } bounds ? goal.ShareOf(value, bounds) : null));
        }

        if (report.Bounds is { } known)
        {
            table.AddEmptyRow();
            AddBound(table, "bound: keep or drop", known.OfflineKeepOrDrop);
            AddBound(table, "best fixed, afterwards", known.BestFixedPerFunction);
            AddBound(table, "best window, afterwards", known.BestWindowPerFunction);
            AddRow(
                table,
                "clairvoyant",
                $"",
                $"",
                $"",
                $"",
                $"",
                $"",
                $"{known.ContestClairvoyant.Total:0.00}",
                $"");
        }

        Terminal.Out.Write(table);
        PrintSpeed(report);
        PrintNotes(report, workload.Trace.Assumptions);
    }

    private static IEnumerable<SimulatedScorecard> Ranked(
        IReadOnlyList<SimulatedScorecard> runs, Goal goal, bool startsTakeTime) =>
        runs.OrderBy(card => (goal.MoreIsBetter ? -1 : 1) * goal.ValueOf(card, startsTakeTime));

    private static FormattableString Share(double? share) => $"{100 * share:0.0} {(share is null ? "" : "%")}";

    private static void AddBound(Table table, string name, CostBound bound) => AddRow(
        table,
        name,
        $"",
        $"{bound.ColdStarts:N0}",
        $"",
        $"",
        $"{bound.IdleGbSeconds:N0}",
        $"{bound.Value:N0}",
        $"",
        $"");

    private static void AddRow(Table table, string name, params FormattableString[] cells) =>
        table.AddRow([Markup.Escape(name), .. cells.Select(cell => Markup.Escape(FormattableString.Invariant(cell)))]);

    private static void PrintSpeed(SimulationReport report)
    {
        var events = report.Runs.Sum(card => card.Events);
        var seconds = report.Runs.Sum(card => card.WallSeconds);
        if (seconds > 0)
        {
            Terminal.Out.WriteLine(FormattableString.Invariant(
                $"{events / 1e6:0.0} M events in {seconds:0.00} s of simulation: {events / seconds / 1e6:0.00} M/s."));
        }
    }

    private static void PrintNotes(SimulationReport report, IReadOnlyList<string> told)
    {
        foreach (var card in report.Runs)
        {
            foreach (var note in card.Notes.Except(told))
            {
                Terminal.Out.MarkupLineInterpolated($"[grey]{card.Policy}: {note}[/]");
            }
        }
    }
}
