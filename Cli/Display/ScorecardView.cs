using OrleansScaler.Simulation.Scorecards;
using Spectre.Console;

namespace OrleansScaler.Cli.Display;

/// <summary>Prints a scorecard for people.</summary>
internal static class ScorecardView
{
    /// <summary>Functions listed; the JSON has all.</summary>
    private const int MaximumFunctions = 5;

    /// <summary>Prints a card, and those of its notes that have not been told before.</summary>
    public static void Print(Scorecard card, IReadOnlyList<string> told)
    {
        Terminal.Out.Write(Totals(card));
        Terminal.Out.Write(Functions(card));
        foreach (var failure in card.Failures)
        {
            Terminal.Out.MarkupLineInterpolated($"[red]{failure.Count} failed[/]: {failure.Kind}");
            foreach (var message in failure.Messages.Where(message => message.Length > 0))
            {
                Terminal.Out.MarkupLineInterpolated($"  {message}");
            }
        }

        foreach (var note in card.Notes.Except(told))
        {
            Terminal.Out.MarkupLineInterpolated($"[grey]{note}[/]");
        }
    }

    private static Table Totals(Scorecard card)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn("");
        table.Title = new TableTitle(Markup.Escape($"{card.Trace}, policy {card.Policy}, speed {card.Speed:0.###}"));
        Add(table, "requests", $"{card.Requests}, {card.Failed} failed ({100 * card.SuccessRate:0.###} % good)");
        Add(table, "starts", $"{card.ColdStarts} cold, {card.WarmStarts} warm ({ColdShare(card):0.00} % cold)");
        Add(
            table,
            "slots",
            $"{card.SlotsCreated} made, {card.SlotsDestroyed} destroyed, ",
            $"{card.SlotsLiveAtEnd} alive, peak {card.PeakSlots}");
        Add(table, "executed", $"{card.ExecSeconds:0.0} s, {card.ExecGbSeconds:0.00} GB·s");
        Add(table, "slot time", $"{card.SlotGbSeconds:0.00} GB·s");
        Add(
            table,
            "waited",
            $"{card.ScheduleSeconds:0.00} s in Assign ({card.WaitSeconds:0.00} s of it not cold), ",
            $"{card.IdleCallSeconds:0.00} s in Idle");
        Add(
            table,
            "assign latency",
            $"p50 {card.AssignLatencyMs.P50:0.###} ms, p99 {card.AssignLatencyMs.P99:0.###} ms, ",
            $"p99.9 {card.AssignLatencyMs.P999:0.###} ms, max {card.AssignLatencyMs.Max:0.###} ms");
        Add(
            table,
            "contest score",
            $"{card.Contest.Total:0.000} ",
            $"(resource {card.Contest.Resource:0.000} + cold start {card.Contest.ColdStart:0.000})");
        Add(table, "RUM", $"{card.Rum.Value:0.00} s (idle {card.Rum.IdleGbSeconds:0.00} GB·s)");
        Add(table, "wall", $"{card.WallSeconds:0.0} s");
        return table;
    }

    private static Table Functions(Scorecard card)
    {
        var table = new Table().Border(TableBorder.Rounded);
        string[] columns = ["dearest functions", "MB", "requests", "cold", "slots", "exec s", "slot GB·s", "wait s"];
        foreach (var column in columns)
        {
            table.AddColumn(
                column == columns[0] ? new TableColumn(column).NoWrap() : new TableColumn(column).RightAligned());
        }

        foreach (var f in card.Functions.OrderByDescending(f => f.SlotGbSeconds).Take(MaximumFunctions))
        {
            FormattableString[] cells =
            [
                $"{Short(f.Key)}", $"{f.MemoryMegabytes:0.#}", $"{f.Requests}", $"{f.ColdStarts}", $"{f.SlotsCreated}",
                $"{f.ExecSeconds:0.0}", $"{f.SlotGbSeconds:0.00}", $"{f.WaitSeconds:0.00}",
            ];
            table.AddRow([.. cells.Select(cell => Markup.Escape(FormattableString.Invariant(cell)))]);
        }

        return table;
    }

    private static void Add(Table table, string name, params FormattableString[] parts) =>
        table.AddRow(name, Markup.Escape(string.Concat(parts.Select(FormattableString.Invariant))));

    private static double ColdShare(Scorecard card) =>
        card.ColdStarts + card.WarmStarts > 0
            ? 100.0 * card.ColdStarts / (card.ColdStarts + card.WarmStarts)
            : 0;

    private static string Short(string key) => key.Length <= 16 ? key : key[..13] + "...";
}
