using OrleansScaler.Cli.Simulate;
using OrleansScaler.Simulation.Cells.Scores;
using Spectre.Console;

namespace OrleansScaler.Cli.Display;

/// <summary>Prints the 2020 contest's result for people.</summary>
internal static class CellView
{
    /// <summary>Prints both tables, and what was assumed.</summary>
    /// <param name="report">What was found out.</param>
    /// <param name="namesPolicies">Whether the line named policies, which have no say here.</param>
    public static void Print(CellReport report, bool namesPolicies)
    {
        if (namesPolicies)
        {
            Terminal.Out.WriteLine("--policy is ignored: a 2020 workload is played by our scheduler and the baseline.");
        }

        var card = report.Contest2020;
        PrintScore(report.Trace, card);
        PrintSchedulers(card);
        PrintFunctions(card);
        foreach (var note in card.Notes)
        {
            Terminal.Out.MarkupLineInterpolated($"[grey]{note}[/]");
        }
    }

    private static void PrintScore(string trace, CellScorecard card)
    {
        Terminal.Out.WriteLine(FormattableString.Invariant(
            $"{trace}, {card.Seeds} seed{(card.Seeds == 1 ? "" : "s")} from {card.FirstSeed}. ")
            + FormattableString.Invariant(
                $"Score {card.Score:0.000} (lower is better; worst {card.WorstScore:0.000}, seed {card.WorstSeed})")
            + FormattableString.Invariant(
                $" = half of response time {card.ResponseTimeRatio:0.000} and node time {card.NodeTimeRatio:0.000}")
            + (card.FailedSeeds > 0
                ? FormattableString.Invariant($"; {card.FailedSeeds} failed too many calls, 10 each.")
                : "."));
    }

    private static void PrintSchedulers(CellScorecard card)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("scheduler");
        foreach (var column in (string[])
            [
                "calls", "failed", "violations", "mean s", "node s", "nodes", "opening", "containers",
            ])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        AddScheduler(table, card.Measured, card.Measured.Scheduler);
        AddScheduler(table, card.Baseline, $"baseline: {card.Baseline.Scheduler}");
        Terminal.Out.Write(table);
    }

    private static void AddScheduler(Table table, CellFigureSet set, string name) => AddRow(
        table, $"{name}", $"{set.Calls:N0}", $"{set.Failed:N0}", $"{set.Violations:N0}",
        $"{set.MeanResponseSeconds:0.000}", $"{set.NodeSeconds:N0}", $"{set.NodesPeak}", $"{set.NodesOpening}",
        $"{set.Containers:N0}");

    private static void PrintFunctions(CellScorecard card)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("function");
        foreach (var column in (string[])
            ["calls", "response s", "baseline", "ratio", "cold", "baseline ", "failed", "baseline  "])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var function in card.Functions)
        {
            AddRow(
                table, $"{function.Function}", $"{function.Calls:N0}", $"{function.ResponseSeconds:N1}",
                $"{function.BaselineResponseSeconds:N1}", $"{function.Ratio:0.000}", $"{function.Cold:N0}",
                $"{function.BaselineCold:N0}", $"{function.Failed:N0}", $"{function.BaselineFailed:N0}");
        }

        Terminal.Out.Write(table);
    }

    private static void AddRow(Table table, params FormattableString[] cells) =>
        table.AddRow([.. cells.Select(cell => Markup.Escape(FormattableString.Invariant(cell)))]);
}
