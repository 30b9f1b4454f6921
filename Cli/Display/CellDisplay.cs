using OrleansScaler.Simulation.Cells.Live;
using OrleansScaler.Simulation.Cells.Workloads;
using Spectre.Console;

namespace OrleansScaler.Cli.Display;

/// <summary>Shows a cell while it runs: a live table on a terminal, a line now and then elsewhere.</summary>
internal sealed class CellDisplay
{
    private const int BarWidth = 40;

    private readonly LiveCellRun _run;
    private readonly CellWorkload _workload;
    private readonly double _speed;

    public CellDisplay(LiveCellRun run, string trace, CellWorkload workload, double speed)
    {
        _run = run;
        Trace = trace;
        _workload = workload;
        _speed = speed;
    }

    /// <summary>Name of the trace.</summary>
    public string Trace { get; }

    public async Task<LiveCellResult> PlayAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine(Invariant(
            $"{Trace}: {_workload.Calls.Count} calls in {_workload.Length.TotalSeconds:0.#} s, at speed ")
            + Invariant($"{_speed:0.###}: about {(_workload.Length / _speed).TotalSeconds:0.#} s."));
        var play = _run.PlayAsync(cancellationToken);
        await LiveProgress.ShowAsync(play, () => TableOf(_run.Progress), () => LineOf(_run.Progress));
        return await play;
    }

    private string LineOf(LiveCellProgress now) => Invariant(
        $"{now.Time:hh\\:mm\\:ss} of {_workload.Length:hh\\:mm\\:ss}: {now.Sent} sent, {now.Ended} ended, ")
        + Invariant($"{now.Failed} failed, {now.Cold} cold, {now.Nodes} nodes, {now.Containers} containers, ")
        + Invariant($"{now.Violations} violations");

    private Table TableOf(LiveCellProgress now)
    {
        var share = Math.Min(1, now.Time / _workload.Length);
        var done = (int)Math.Round(share * BarWidth);
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn("");
        table.AddRow("workload", $"[green]{new string('━', done)}[/][grey]{new string('━', BarWidth - done)}[/] "
        + Invariant($"{now.Time:hh\\:mm\\:ss} of {_workload.Length:hh\\:mm\\:ss}"));
        table.AddRow("calls", Invariant($"{now.Sent} of {_workload.Calls.Count} sent, {now.Ended} ended"));
        table.AddRow("failed", Bad(now.Failed));
        table.AddRow("violations", Bad(now.Violations));
        table.AddRow("cold starts", Invariant($"{now.Cold}"));
        table.AddRow("nodes", Invariant($"{now.Nodes}, with {now.Containers} containers"));
        return table;
    }

    private static string Bad(int count) => count == 0 ? "[green]0[/]" : Invariant($"[red]{count}[/]");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
