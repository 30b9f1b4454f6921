using OrleansScaler.Simulation.Chaos;
using Spectre.Console;

namespace OrleansScaler.Cli.Display;

/// <summary>Prints what a chaos run found out for people.</summary>
internal static class ChaosView
{
    public static void Print(ChaosReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("").AddColumn($"seed {report.Seed}");
        AddRow(table, "faults", $"{List(report.Faults, ", ")}");
        AddRow(table, "requests", $"{report.Requests}: {report.Served} served, {report.WarmShare:0.0 %} warm");
        AddRow(table, "refused", $"{List(report.Refused, Environment.NewLine)}");
        AddRow(table, "Idle refused", $"{List(report.IdleRefused, Environment.NewLine)}");
        AddRow(table, "with killed callers", $"{report.Gone}");
        AddRow(table, "calls sent again", $"{report.Repeats}");
        AddRow(table, "slots", $"{report.Created} made, {report.Destroyed} given back, {report.Alive} alive");
        AddRow(table, "leaked, stuck", $"{report.Leaked}, {report.Stuck}");
        AddRow(table, "lent twice", $"{report.LentTwice}");
        AddRow(table, "waiters lost", $"{report.WaitersLost}");
        AddRow(table, "restarts", $"{report.Restarts}");
        AddRow(table, "ready after a start", $"{Spread(report.ReadyAfterRestartMs)}");
        AddRow(table, "first answer after one", $"{Spread(report.FirstAnswerAfterRestartMs)}");
        AddRow(table, "end after SIGTERM", $"{Spread(report.StopMs)}");
        Terminal.Out.Write(table);
        foreach (var skipped in report.Skipped)
        {
            Terminal.Out.MarkupLineInterpolated($"[grey]Without {skipped.Name}: {skipped.Reason}.[/]");
        }

        foreach (var message in report.Messages)
        {
            Terminal.Out.MarkupLineInterpolated($"[grey]{message}[/]");
        }

        foreach (var violation in report.Violations)
        {
            Terminal.Out.MarkupLineInterpolated($"[red]{violation}[/]");
        }

        if (report.Folder is { } folder)
        {
            Terminal.Out.MarkupLineInterpolated($"Ledger and log: {folder}");
        }

        Terminal.Out.MarkupLine(report.Passed ? "[green]Every invariant held.[/]" : "[red]Invariants were broken.[/]");
    }

    private static void AddRow(Table table, string name, FormattableString text) =>
        table.AddRow(name, Markup.Escape(FormattableString.Invariant(text)));

    private static string List<T>(IReadOnlyDictionary<string, T> counts, string between) =>
        counts.Count == 0 ? "none" : string.Join(between, counts.Select(count => $"{count.Value} {count.Key}"));

    private static string Spread(TimeSpread? times) => times is null
        ? "none"
        : FormattableString.Invariant($"p50 {times.P50:0} ms, longest {times.Max:0} ms");
}
