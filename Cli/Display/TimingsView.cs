using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Simulation.Scorecards;
using Spectre.Console;

namespace OrleansScaler.Cli.Display;

/// <summary>
/// Prints what simulating each policy took, beside the run of <c>pool</c>: its figures are fixed, so what others take
/// beyond it is what they think.
/// </summary>
internal static class TimingsView
{
    public static void Print(IReadOnlyList<SimulatedScorecard> cards)
    {
        if (cards.Count == 0)
        {
            return;
        }

        var yardstick = cards.FirstOrDefault(card => card.Policy == PolicyNames.Pool) ?? cards[0];
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(new TableColumn("policy").NoWrap());
        string[] columns = ["events", "seconds", "M events/s", "ns a call", $"time of {yardstick.Policy}"];
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)).RightAligned());
        }

        foreach (var card in cards)
        {
            FormattableString[] cells =
            [
                $"{card.Events:N0}",
                $"{card.WallSeconds:0.00}",
                $"{card.EventsPerSecond / 1e6:0.00}",
                $"{1e9 * card.WallSeconds / Math.Max(1, card.Requests):N0}",
                $"{card.WallSeconds / yardstick.WallSeconds:0.00} ×",
            ];
            table.AddRow([Markup.Escape(card.Policy), .. cells.Select(FormattableString.Invariant)]);
        }

        Terminal.Out.Write(table);
    }
}
