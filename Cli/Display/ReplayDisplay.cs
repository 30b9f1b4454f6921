using System.Globalization;
using OrleansScaler.Simulation.Replay;
using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.Traces;
using Spectre.Console;

namespace OrleansScaler.Cli.Display;

/// <summary>Shows a replay while it runs: a live table on a terminal, a line now and then elsewhere.</summary>
internal sealed class ReplayDisplay
{
    private const int BarWidth = 40;

    private readonly ReplayRun _run;
    private readonly Trace _trace;
    private readonly double _speed;

    public ReplayDisplay(ReplayRun run, Trace trace, double speed)
    {
        _run = run;
        _trace = trace;
        _speed = speed;
    }

    /// <summary>Notes that it prints before the replay.</summary>
    public IReadOnlyList<string> Told => _trace.Assumptions;

    public async Task<Scorecard> PlayAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{_trace.Name}: {_trace.CallCount} calls of {_trace.Functions.Count} functions in "
            + $"{Span(_trace.Length)}, at speed {_speed:0.###}: about {Span(_trace.Length / _speed)}."));
        foreach (var assumption in Told)
        {
            Console.WriteLine($"Note: {assumption}.");
        }

        var play = _run.PlayAsync(cancellationToken);
        await LiveProgress.ShowAsync(play, () => TableOf(_run.Progress), () => LineOf(_run.Progress));
        return await play;
    }

    private string LineOf(ReplayProgress now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{now.TraceTime:hh\\:mm\\:ss} of {_trace.Length:hh\\:mm\\:ss}: {now.Sent} sent, {now.Ended} ended, "
        + $"{now.Failed} failed, {now.ColdStarts} cold, {now.LiveSlots} slots, "
        + $"assign p50 {now.AssignP50Ms:0.##} ms p99 {now.AssignP99Ms:0.##} ms");

    private Table TableOf(ReplayProgress now)
    {
        var share = _trace.Length > TimeSpan.Zero ? now.TraceTime / _trace.Length : 1;
        var done = (int)Math.Round(share * BarWidth);
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn("");
        table.AddRow("trace", $"[green]{new string('━', done)}[/][grey]{new string('━', BarWidth - done)}[/] "
            + Invariant($"{now.TraceTime:hh\\:mm\\:ss} of {_trace.Length:hh\\:mm\\:ss}"));
        table.AddRow("calls", Invariant($"{now.Sent} of {_trace.CallCount} sent, {now.Ended} ended"));
        table.AddRow("failed", now.Failed == 0 ? "[green]0[/]" : Invariant($"[red]{now.Failed}[/]"));
        table.AddRow("cold starts", Invariant($"{now.ColdStarts} ({Share(now.ColdStarts, now.Ended):0.00} %)"));
        table.AddRow("slots", Invariant($"{now.LiveSlots} alive, {now.CreatedSlots} made"));
        table.AddRow("assign", Invariant($"p50 {now.AssignP50Ms:0.##} ms, p99 {now.AssignP99Ms:0.##} ms"));
        return table;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static double Share(long part, long whole) => whole > 0 ? 100.0 * part / whole : 0;

    private static string Span(TimeSpan length) => length.TotalMinutes >= 2
        ? Invariant($"{length.TotalMinutes:0.#} min")
        : Invariant($"{length.TotalSeconds:0.#} s");
}
