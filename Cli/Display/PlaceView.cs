using OrleansScaler.Cli.Place;
using Spectre.Console;

namespace OrleansScaler.Cli.Display;

/// <summary>Prints placements for people.</summary>
internal static class PlaceView
{
    public static void Print(PlaceReport report)
    {
        if (report.Churn.Count > 0)
        {
            PrintChurn(report);
        }

        if (report.Packing.Count > 0)
        {
            PrintPacking(report.Packing);
        }
    }

    private static void PrintChurn(PlaceReport report)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in (string[])
            ["nodes", "placements/s", "p50 µs", "p99 µs", "max µs", "slots", "fill", "too large", "no room"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var churn in report.Churn)
        {
            AddRow(
                table, $"{churn.Nodes:N0}", $"{churn.PlacementsPerSecond:N0}", $"{churn.P50Us:0.0}",
                $"{churn.P99Us:0.0}", $"{churn.MaxUs:0}", $"{churn.Slots:N0}", $"{churn.Fill:0.0%}",
                $"{churn.TooLargeShare:0.0%}", $"{churn.NoRoomShare:0.0%}");
        }

        Terminal.Out.MarkupLineInterpolated($"{report.Policy}, one core");
        Terminal.Out.Write(table);
        if (report.Fall is { } fall)
        {
            Terminal.Out.WriteLine(FormattableString.Invariant(
                $"With the most nodes it is {fall:0.00} times slower than with the fewest."));
        }

        if (report.Memory is { } memory)
        {
            Terminal.Out.WriteLine(FormattableString.Invariant(
                $"{memory.Nodes:N0} nodes with {memory.Slots:N0} slots take {memory.LedgerMegabytes:0} MB; ")
                + FormattableString.Invariant($"the process took {memory.PeakMegabytes:0} MB at most."));
        }
    }

    private static void PrintPacking(IReadOnlyList<PackFigures> packing)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("policy");
        foreach (var column in (string[])["online", "worst", "batch", "worst "])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var pack in packing)
        {
            AddRow(
                table, $"{pack.Policy}", $"{pack.Online:0.0000}", $"{pack.OnlineWorst:0.0000}", $"{pack.Batch:0.0000}",
                $"{pack.BatchWorst:0.0000}");
        }

        Terminal.Out.WriteLine("Nodes used over the lower bound");
        Terminal.Out.Write(table);
    }

    private static void AddRow(Table table, params FormattableString[] cells) =>
        table.AddRow([.. cells.Select(cell => Markup.Escape(FormattableString.Invariant(cell)))]);
}
