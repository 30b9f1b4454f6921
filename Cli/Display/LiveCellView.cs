using OrleansScaler.Cli.Cell;
using OrleansScaler.Simulation.Cells.Scores;
using Spectre.Console;

namespace OrleansScaler.Cli.Display;

/// <summary>Prints a run of the 2020 contest in real time for people.</summary>
internal static class LiveCellView
{
    public static void Print(LiveCellReport report)
    {
        var card = report.Scorecard;
        Terminal.Out.WriteLine(Invariant(
            $"{report.Trace}, seed {card.FirstSeed}, {report.Seconds:0.#} s: score {card.Score:0.000}")
            + Invariant($" (lower is better) = half of response time {card.ResponseTimeRatio:0.000}")
            + Invariant($" and node time {card.NodeTimeRatio:0.000}")
            + (card.Score > CellScore.Penalty ? ", and 10 because too many calls failed." : "."));
        PrintSchedulers(card);
        PrintFunctions(card);
        foreach (var (kind, count) in report.Violations)
        {
            Terminal.Out.WriteLine(Invariant($"Violations, {kind}: {count}"));
        }

        foreach (var message in report.Messages)
        {
            Terminal.Out.WriteLine(message);
        }

        foreach (var note in card.Notes)
        {
            Terminal.Out.MarkupLineInterpolated($"[grey]{note}[/]");
        }
    }

    private static void PrintSchedulers(CellScorecard card)
    {
        var table = TableOf(
            "scheduler", "calls", "failed", "violations", "mean response s", "node-seconds", "nodes at most",
            "in first 10 s", "containers");
        AddScheduler(table, card.Measured.Scheduler, card.Measured);
        AddScheduler(table, $"baseline: {card.Baseline.Scheduler}", card.Baseline);
        Terminal.Out.Write(table);
    }

    private static void AddScheduler(Table table, string name, CellFigureSet set) => AddRow(
        table, $"{name}", $"{set.Calls:N0}", $"{set.Failed:N0}", $"{set.Violations:N0}",
        $"{set.MeanResponseSeconds:0.000}", $"{set.NodeSeconds:N0}", $"{set.NodesPeak}", $"{set.NodesOpening}",
        $"{set.Containers:N0}");

    private static void PrintFunctions(CellScorecard card)
    {
        var table = TableOf(
            "function", "calls", "failed", "cold", "mean response s", "baseline's", "ratio", "baseline failed");
        foreach (var function in card.Functions)
        {
            var calls = Math.Max(1, function.Calls);
            AddRow(
                table, $"{function.Function}", $"{function.Calls:N0}", $"{function.Failed:N0}", $"{function.Cold:N0}",
                $"{function.ResponseSeconds / calls:0.000}", $"{function.BaselineResponseSeconds / calls:0.000}",
                $"{function.Ratio:0.000}", $"{function.BaselineFailed:N0}");
        }

        Terminal.Out.Write(table);
    }

    private static Table TableOf(string first, params string[] others)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(first);
        foreach (var column in others)
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        return table;
    }

    private static void AddRow(Table table, params FormattableString[] cells) =>
        table.AddRow([.. cells.Select(cell => Markup.Escape(Invariant(cell)))]);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
