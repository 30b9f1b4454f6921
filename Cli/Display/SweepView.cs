using OrleansScaler.Cli.Load;
using Spectre.Console;

namespace OrleansScaler.Cli.Display;

/// <summary>Prints sweeps and bursts for people.</summary>
internal static class SweepView
{
    public static void Print(SweepReport report)
    {
        var table = new Table().Border(TableBorder.Rounded);
        string[] columns =
        [
            "asked/s", "done/s", "own p50 ms", "p99", "p99.9", "max", "sent late p50", "p99 ", "CPU µs", "MB", "failed",
        ];
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var step in report.Steps)
        {
            AddRow(
                table,
                $"{step.Rate:#,0.##}",
                $"{step.PairsPerSecond:#,0.##}",
                $"{step.OwnShareMs.P50:0.##}",
                $"{step.OwnShareMs.P99:0.##}",
                $"{step.OwnShareMs.P999:0.##}",
                $"{step.OwnShareMs.Max:0.##}",
                $"{step.SendLatenessMs.P50:0.##}",
                $"{step.SendLatenessMs.P99:0.##}",
                $"{step.ServerCpuUsPerPair:0}",
                $"{step.ServerMemoryMegabytes:0}",
                $"{step.Failed}");
        }

        Terminal.Out.WriteLine(FormattableString.Invariant(
            $"Own share: Assign less {report.PlatformMs:0.##} ms of create and init, from when each pair was due"));
        Terminal.Out.Write(table);
        var last = report.Steps is [.., { Broken: { } broken } step_] ? (step_.Rate, broken) : default;
        Terminal.Out.WriteLine(
            FormattableString.Invariant($"Kept up to {report.KeptRate:#,0.##}/s")
            + (last.broken is null ? "." : FormattableString.Invariant($"; at {last.Rate:#,0.##}/s: {last.broken}.")));
    }

    public static void Print(BurstReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("").AddColumn("burst");
        AddRow(table, $"granted", $"{report.Granted} of {report.Requests}, {report.Failed} failed");
        AddRow(table, $"all sent after", $"{report.AllSentMs:0} ms");
        AddRow(
            table,
            $"all granted after",
            $"{report.AllGrantedMs:0} ms, of which create and init {report.PlatformMs:0.##} ms");
        AddRow(
            table,
            $"own share, from its sending",
            $"p50 {report.OwnShareMs.P50:0.##}, p99 {report.OwnShareMs.P99:0.##}, max {report.OwnShareMs.Max:0.##} ms");
        AddRow(
            table,
            $"own share, from the burst's start",
            $"p50 {report.OwnShareOfBurstMs.P50:0.##}, p99 {report.OwnShareOfBurstMs.P99:0.##} ms");
        Terminal.Out.Write(table);
        foreach (var failure in report.Failures)
        {
            Terminal.Out.MarkupLineInterpolated(
                $"[red]{failure.Count} failed[/]: {failure.Kind}: {failure.Messages.FirstOrDefault("")}");
        }
    }

    private static void AddRow(Table table, params FormattableString[] cells) =>
        table.AddRow([.. cells.Select(cell => Markup.Escape(FormattableString.Invariant(cell)))]);
}
