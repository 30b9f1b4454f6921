using OrleansScaler.Cli.Chaos;
using OrleansScaler.Simulation.Chaos;
using Spectre.Console;

namespace OrleansScaler.Cli.Display;

/// <summary>Shows a chaos run while it runs: a live table on a terminal, a line now and then elsewhere.</summary>
internal sealed class ChaosDisplay
{
    private const int BarWidth = 40;

    private readonly ChaosRun _run;
    private readonly ChaosSettings _settings;

    public ChaosDisplay(ChaosRun run, ChaosSettings settings)
    {
        _run = run;
        _settings = settings;
    }

    public async Task<ChaosReport> PlayAsync(CancellationToken cancellationToken)
    {
        var faults = _settings.Schedule.Faults;
        Console.WriteLine(Invariant(
            $"Seed {_settings.Seed}: {_settings.Length.TotalSeconds:0.#} s, {_settings.Rate:0.#} requests a second of ")
            + Invariant($"{_settings.Functions} functions, {faults.Count} faults."));
        var play = _run.RunAsync(cancellationToken);
        await LiveProgress.ShowAsync(play, () => TableOf(_run.Progress), () => LineOf(_run.Progress));
        return await play;
    }

    private static string LineOf(ChaosProgress now) => Invariant(
        $"{now.Time:mm\\:ss}: {now.Now}; {now.Faults} faults, {now.Calls.Asked} asked, {now.Calls.Granted} granted, ")
        + Invariant($"{Sum(now.Calls.Refused)} refused, {now.Calls.Open} open, {now.Calls.Repeats} repeats, ")
        + Invariant($"{now.Platform.Created - now.Platform.Destroyed} slots, {Wrongs(now)} wrongs");

    private Table TableOf(ChaosProgress now)
    {
        var share = Math.Min(1, now.Time / _settings.Length);
        var done = (int)Math.Round(share * BarWidth);
        var alive = now.Platform.Created - now.Platform.Destroyed;
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn("");
        table.AddRow("load", $"[green]{new string('━', done)}[/][grey]{new string('━', BarWidth - done)}[/] "
            + Invariant($"{now.Time:mm\\:ss} of {_settings.Length:mm\\:ss}"));
        table.AddRow("now", Markup.Escape(now.Now));
        table.AddRow("faults", Invariant($"{now.Faults}"));
        table.AddRow("requests", Invariant($"{now.Calls.Asked} asked, {now.Calls.Open} open"));
        table.AddRow("granted", Invariant($"{now.Calls.Granted}, {now.Calls.Warm} of them warm"));
        table.AddRow("refused", Invariant($"{Sum(now.Calls.Refused)}, {now.Calls.Repeats} calls sent again"));
        table.AddRow("slots", Invariant($"{alive} alive, {now.Platform.Created} made"));
        table.AddRow("wrongs", Wrongs(now) == 0 ? "[green]0[/]" : Invariant($"[red]{Wrongs(now)}[/]"));
        return table;
    }

    private static long Wrongs(ChaosProgress now) =>
        now.Platform.LentTwice + now.Platform.DestroyedWhileLent + now.Platform.Others
        + now.Calls.WaitersLost + now.Calls.IdlesLost + now.Calls.Untyped + Sum(now.Calls.Unusable);

    private static long Sum(IReadOnlyDictionary<string, long> counts) => counts.Values.Sum();

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
