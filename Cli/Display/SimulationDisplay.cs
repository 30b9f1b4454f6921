using System.Globalization;
using OrleansScaler.Cli.Simulate;
using Spectre.Console;

namespace OrleansScaler.Cli.Display;

/// <summary>Shows a simulation while it runs: bars on a terminal, a line now and then elsewhere.</summary>
internal sealed class SimulationDisplay
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    private readonly SimulationBatch _batch;

    public SimulationDisplay(SimulationBatch batch) => _batch = batch;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var trace = _batch.Workload.Trace;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{trace.Name}: {trace.CallCount} calls of {trace.Functions.Count} functions in "
            + $"{trace.Length.TotalHours:0.##} h, {_batch.Policies.Count} policies and the bounds."));
        foreach (var assumption in trace.Assumptions)
        {
            Console.WriteLine($"Note: {assumption}.");
        }

        var run = Task.Run(() => _batch.RunAsync(cancellationToken), CancellationToken.None);
        await (Console.IsOutputRedirected ? PrintLinesAsync(run) : ShowBarsAsync(run));
        await run;
    }

    private async Task ShowBarsAsync(Task run) =>
        await Terminal.Out.Progress().AutoClear(true).HideCompleted(false).StartAsync(async context =>
        {
            var most = Math.Max(1, _batch.Workload.Trace.CallCount);
            var bars = _batch.Policies.Select(name => context.AddTask(Markup.Escape(name), maxValue: most)).ToArray();
            var bounds = context.AddTask("bounds", maxValue: most);
            while (!run.IsCompleted)
            {
                await Task.WhenAny(run, Task.Delay(LiveInterval));
                for (var i = 0; i < bars.Length; i++)
                {
                    bars[i].Value = _batch.ProgressOf(i).Arrived;
                }

                bounds.Value = _batch.BoundsRead;
            }
        });

    private async Task PrintLinesAsync(Task run)
    {
        while (await Task.WhenAny(run, Task.Delay(LineInterval)) != run)
        {
            for (var i = 0; i < _batch.Policies.Count; i++)
            {
                if (_batch.ProgressOf(i) is { Arrived: > 0 } now && !_batch.IsDone(i))
                {
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{_batch.Policies[i]}: {now.Arrived} of {_batch.Workload.Trace.CallCount} calls, "
                        + $"{now.ColdStarts} cold"));
                }
            }
        }
    }
}
