using OrleansScaler.Cli.Nodes;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OrleansScaler.Cli.Display;

/// <summary>Nodes and the last placements for people.</summary>
internal static class NodesView
{
    /// <summary>Functions told of one node; a line of more is read by nobody.</summary>
    private const int FunctionsTold = 3;

    public static void Print(NodesReport report)
    {
        foreach (var part in PartsOf(report))
        {
            Terminal.Out.Write(part);
        }
    }

    /// <summary>What is told, from top to bottom.</summary>
    public static IEnumerable<IRenderable> PartsOf(NodesReport report)
    {
        yield return Line(
            $"{report.Nodes.Count} nodes with {report.Slots} slots, {report.CreatesUnderWay} being made; ",
            $"{report.WaitingWishes} waiting, {report.OrdersUnderWay} nodes ordered, {report.NodesLeaving} leaving");
        yield return NodeTable(report.Nodes);
        if (report.Placements is { } placements)
        {
            yield return PlacementTable(placements);
        }

        foreach (var problem in report.Problems)
        {
            yield return new Markup($"[red]{Markup.Escape(problem)}[/]{Environment.NewLine}");
        }
    }

    private static Table NodeTable(IReadOnlyList<NodeRow> nodes)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("node").AddColumn("state");
        foreach (var column in (string[])["used MB", "used m", "free MB", "free m", "slots", "making"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        table.AddColumn("what stands there");
        foreach (var node in nodes)
        {
            AddRow(
                table,
                $"{node.Id}",
                $"{StateOf(node)}",
                $"{node.Used.MemoryMegabytes:0} of {node.Offered.MemoryMegabytes:0}",
                $"{node.Used.CpuMillicores:0} of {node.Offered.CpuMillicores:0}",
                $"{node.Free.MemoryMegabytes:0}",
                $"{node.Free.CpuMillicores:0}",
                $"{node.Slots}",
                $"{node.CreatesUnderWay}",
                $"{FunctionsOf(node)}");
        }

        return table;
    }

    private static string StateOf(NodeRow node) =>
        $"{node.Origin}, {node.Health}{(node.Draining ? ", draining" : "")}";

    private static string FunctionsOf(NodeRow node)
    {
        var told = node.Functions.OrderByDescending(function => function.Value).Take(FunctionsTold)
            .Select(function => $"{function.Value} × {function.Key}");
        var rest = node.Functions.Count - FunctionsTold;
        return string.Join(", ", rest > 0 ? told.Append($"{rest} more") : told);
    }

    private static Table PlacementTable(IReadOnlyList<PlacementRow> placements)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.Title = new TableTitle("Last placements, newest first");
        foreach (var column in (string[])["at", "function", "need", "went to", "why"])
        {
            table.AddColumn(column);
        }

        foreach (var placement in placements)
        {
            AddRow(
                table,
                $"{placement.At:HH:mm:ss.fff}",
                $"{placement.Function}",
                $"{placement.Need.MemoryMegabytes:0} MB, {placement.Need.CpuMillicores:0} m",
                $"{placement.Node ?? "nowhere"}",
                $"{WhyOf(placement)}");
        }

        return table;
    }

    private static string WhyOf(PlacementRow placement) => FormattableString.Invariant(placement switch
    {
        { Refusal: { } refusal } => (FormattableString)$"{placement.Policy}: {refusal.Replace('_', ' ')}",
        { NodesScored: 0 } => $"{placement.Policy}: score {placement.Score:0.###}, by an earlier ranking",
        _ => $"{placement.Policy}: score {placement.Score:0.###}, the lowest of {placement.NodesScored}",
    });

    private static Text Line(params FormattableString[] parts) =>
        new(string.Concat(parts.Select(FormattableString.Invariant)) + Environment.NewLine);

    private static void AddRow(Table table, params FormattableString[] cells) =>
        table.AddRow([.. cells.Select(cell => Markup.Escape(FormattableString.Invariant(cell)))]);
}
