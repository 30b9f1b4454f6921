using System.Globalization;
using OrleansScaler.Cli.Load;
using OrleansScaler.Simulation.Scorecards;
using Spectre.Console;

namespace OrleansScaler.Cli.Display;

/// <summary>Prints a load report for people.</summary>
internal static class LoadView
{
    public static void Print(LoadReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("").AddColumn("scaler");
        LoadReport[] columns = report.Echo is { } echo ? [report, echo] : [report];
        if (columns.Length > 1)
        {
            table.AddColumn("echo");
        }

        AddRow(table, "pairs", columns, r => $"{r.Pairs} in {r.Seconds:0.0} s");
        AddRow(table, "failed", columns, r => $"{r.Failed}");
        AddRow(table, "pairs per second", columns, r => $"{r.PairsPerSecond:0}");
        AddRow(table, "server CPU per pair", columns, r => Cpu(r));
        AddRow(table, "assign", columns, r => Latency(r.AssignLatencyMs));
        AddRow(table, "idle", columns, r => Latency(r.IdleLatencyMs));
        AddRow(table, "server memory", columns, r => Memory(r));
        if (report.Slots is { } slots)
        {
            AddRow(table, "slots", [report], _ =>
                $"{slots.Created} made, {slots.Destroyed} given back, {slots.LiveAtEnd} alive, peak {slots.Peak}");
        }

        Terminal.Out.Write(table);
        if (report.Ratio is { } ratio)
        {
            Terminal.Out.WriteLine(FormattableString.Invariant($"CPU per pair: {ratio:0.00} times the echo's."));
        }
        else if (report.Echo is not null)
        {
            Terminal.Out.WriteLine("No ratio: --pid names the scaler's process.");
        }

        foreach (var failure in report.Failures)
        {
            Terminal.Out.MarkupLineInterpolated(
                $"[red]{failure.Count} failed[/]: {failure.Kind}: {failure.Messages.FirstOrDefault("")}");
        }
    }

    private static void AddRow(
        Table table, string name, LoadReport[] columns, Func<LoadReport, FormattableString> cell) =>
        table.AddRow([name, .. columns.Select(r => Markup.Escape(FormattableString.Invariant(cell(r))))]);

    private static FormattableString Cpu(LoadReport report) => Known(report.ServerCpuUsPerPair, "0.0", "µs");

    private static FormattableString Memory(LoadReport report) => Known(report.ServerMemoryMegabytes, "0", "MB");

    private static FormattableString Known(double? value, string format, string unit) =>
        $"{value?.ToString(format, CultureInfo.InvariantCulture) ?? "unknown"} {(value is null ? "" : unit)}";

    private static FormattableString Latency(LatencySummary latency) =>
        $"p50 {latency.P50:0.##}, p99 {latency.P99:0.##}, p99.9 {latency.P999:0.##}, max {latency.Max:0.##} ms";
}
