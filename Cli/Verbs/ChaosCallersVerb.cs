using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OrleansScaler.Cli.Arguments;
using OrleansScaler.Cli.Chaos;
using OrleansScaler.Simulation.Chaos;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Verbs;

/// <summary>
/// <c>chaos-callers</c>: a process of callers in a chaos run. Tells its accounts, a line of JSON at a time; hears what
/// to do on its standard input, and ends at once when that does.
/// </summary>
internal sealed class ChaosCallersVerb
{
    private static readonly TimeSpan s_tellEvery = TimeSpan.FromMilliseconds(200);

    private readonly Option<string> _name = new("--name") { Required = true };

    private readonly Option<HostPort?> _scaler = Opt.OptionalAddress("--scaler", "The scaler");

    private readonly Option<HostPort?> _platform = Opt.OptionalAddress("--platform", "The run's platform");

    private readonly Option<int> _seed = Opt.Whole("--seed", "Names the random choices", 1, 0, int.MaxValue);

    private readonly Option<double> _rate = Opt.Number("--rate", "Requests a second", 100, 0.01, 100_000);

    private readonly Option<int> _functions = Opt.Whole("--functions", "Functions", 50, 1, 100_000);

    public static Command Create() => new ChaosCallersVerb().ToCommand();

    private Command ToCommand()
    {
        var command = new Command("chaos-callers", "A process of callers in a chaos run.")
        {
            _name, _scaler, _platform, _seed, _rate, _functions,
        };
        command.Hidden = true;
        _scaler.Required = true;
        _platform.Required = true;
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        using var run = new ChaosCallRun(new ChaosCallOptions
        {
            Name = line.GetRequiredValue(_name),
            Scaler = line.GetValue(_scaler)!,
            Platform = line.GetValue(_platform)!,
            Seed = (ulong)line.GetValue(_seed),
            Rate = line.GetValue(_rate),
            Functions = line.GetValue(_functions),
        });
        using var stop = new CancellationTokenSource();
        using var breakOff = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var hear = HearAsync(run, stop, breakOff);
        var work = run.RunAsync(stop.Token, breakOff.Token);
        while (!work.IsCompleted)
        {
            Tell(run);
            await Task.WhenAny(work, Task.Delay(s_tellEvery, CancellationToken.None));
            if (hear.IsFaulted)
            {
                await hear;
            }
        }

        Tell(run);
        try
        {
            await work;
            return ExitCode.Good;
        }
        catch (OperationCanceledException) when (breakOff.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }

    private static void Tell(ChaosCallRun run) => Console.WriteLine(JsonSerializer.Serialize(run.Report));

    /// <summary>A console's input cannot be given up: the process ends without it when its work is done.</summary>
    private static Task HearAsync(ChaosCallRun run, CancellationTokenSource stop, CancellationTokenSource breakOff) =>
        Task.Run(async () =>
        {
            while (await Console.In.ReadLineAsync() is { } line)
            {
                var words = line.Split(' ');
                switch (words[0])
                {
                    case ChaosCallers.Stop:
                        await stop.CancelAsync();
                        break;
                    case ChaosCallers.Burst:
                    case ChaosCallers.NewFunctions:
                        var number = int.Parse(words[1], CultureInfo.InvariantCulture);
                        run.Burst(number, words[0] == ChaosCallers.NewFunctions, breakOff.Token);
                        break;
                }
            }

            await breakOff.CancelAsync();
        });
}
