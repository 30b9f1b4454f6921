using System.CommandLine;
using OrleansScaler.Cli.Arguments;
using OrleansScaler.Cli.Demo;
using OrleansScaler.Cli.Display;
using OrleansScaler.Cli.Processes;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.Replay;
using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Cli.Verbs;

/// <summary><c>demo</c>: server, platform and a real trace in one go.</summary>
internal sealed class DemoVerb
{
    private readonly Option<int> _minutes = Opt.Whole("--minutes", "Minutes of trace to play", 30, 1, 480);

    private readonly Option<double> _speed = Opt.Number(
        "--speed", "Divides arrivals, execution, create and init", 30, 0.01, ReplayVerb.MaximumSpeed);

    private readonly Option<string> _policy = new("--policy")
    {
        Description = "What decides; ./scaler serve --help tells the figures that it takes",
        HelpName = "NAME",
        DefaultValueFactory = _ => "pool",
    };

    private readonly Option<bool> _hold = Opt.Flag("--hold", "Keep server and platform up afterwards, until Ctrl-C");

    private readonly Option<string?> _json = Opt.File("--json", "Where to write the scorecard as JSON");

    public static Command Create() => new DemoVerb().ToCommand();

    private Command ToCommand()
    {
        var command = new Command(
            "demo",
            "Starts the server and a simulated platform, plays a real trace (100 functions of Azure, 2019) through "
            + "real gRPC and prints a scorecard. Exit code 0 only if no call failed.")
        {
            _minutes, _speed, _policy, _hold, _json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        JsonFile.Check(line.GetValue(_json));
        var trace = TraceFolder.Open(
            Samples.Find("azure2019-8h", "100"),
            new TraceOptions { For = TimeSpan.FromMinutes(line.GetValue(_minutes)) });
        var options = new ReplayOptions
        {
            Listen = new HostPort("127.0.0.1", 0),
            Speed = line.GetValue(_speed),
            Policy = line.GetRequiredValue(_policy),

            // The server ends with the demo, or is held up with its slots to look at.
            ReturnInstances = false,
        };
        await using var run = new ReplayRun(trace, options);
        var platform = await run.StartPlatformAsync();
        Console.WriteLine($"Platform on {platform}. Starting the server ...");
        try
        {
            await using var silo = await SiloProcess.StartAsync(platform, options.Policy, cancellationToken);
            Console.WriteLine(
                $"Server ready (process {silo.Id}): calls on {options.Scaler}, health on 127.0.0.1:8080.");
            return await PlayAsync(line, new ReplayDisplay(run, trace, options.Speed), silo, cancellationToken);
        }
        catch (SiloException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return exception.ExitCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }

    private async Task<int> PlayAsync(
        ParseResult line, ReplayDisplay display, SiloProcess silo, CancellationToken cancellationToken)
    {
        var scorecard = await display.PlayAsync(cancellationToken);
        ScorecardView.Print(scorecard, display.Told);
        JsonFile.Write(line.GetValue(_json), scorecard);
        if (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }

        silo.ThrowIfEnded();
        var code = scorecard.Failed == 0 ? ExitCode.Good : ExitCode.Failed;
        if (line.GetValue(_hold))
        {
            Console.WriteLine("Holding; Ctrl-C ends it.");
            await Task.Delay(Timeout.Infinite, cancellationToken)
                .ContinueWith(_ => { }, TaskScheduler.Default);
        }

        return code;
    }
}
