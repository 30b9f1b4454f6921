using System.CommandLine;
using System.Net;
using OrleansScaler.Cli.Arguments;
using OrleansScaler.Cli.Cell;
using OrleansScaler.Cli.Demo;
using OrleansScaler.Cli.Display;
using OrleansScaler.Cli.Processes;
using OrleansScaler.Simulation.Cells.Live;
using OrleansScaler.Simulation.Cells.Workloads;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Cli.Verbs;

/// <summary><c>cell</c>: the 2020 contest in real time against a scheduler, ours or another's.</summary>
internal sealed class CellVerb
{
    /// <summary>A timer's millisecond is then a second of the cell: creates and runs cannot be told apart.</summary>
    private const double MaximumSpeed = 1_000;

    private const string Sample = "contest2020";
    private const string Listen = "--listen";

    private readonly Option<string?> _trace = Opt.Folder(
        "--trace", $"Folder of the table; samples/{Sample} if left out");

    private readonly Option<HostPort?> _scheduler = Opt.OptionalAddress(
        "--scheduler",
        $"The scheduler to test; left out, our server is started as a child, on {LiveCellOptions.DefaultScheduler}");

    private readonly Option<HostPort> _listen = Opt.Address(
        Listen,
        "Where the resource manager listens; nodes listen on free ports of the same address, and are told of by it",
        LiveCellOptions.DefaultListen);

    private readonly Option<HostPort> _api = Opt.Address(
        "--api", "Where the API server listens", LiveCellOptions.DefaultApi);

    private readonly Option<Duration?> _for = new("--for")
    {
        Description = "How much of the workload; all of it if left out",
        HelpName = "DURATION",
        CustomParser = result => Duration.TryParse(Opt.Text(result), out var value) && value.Value > TimeSpan.Zero
            ? value
            : Opt.Wrong<Duration?>(result, "--for", "a duration (500ms, 10s, 5m, 2h) above 0 and of at most 24 days"),
    };

    private readonly Option<double> _speed = Opt.Number(
        "--speed", "Divides arrivals, runs and creates; the scheduler's clock is not scaled", 1, 0.01, MaximumSpeed);

    private readonly Option<int> _seed = Opt.Whole(
        "--seed", "Names the random choices", (int)TraceOptions.DefaultSeed, 0, int.MaxValue);

    private readonly Option<Duration> _patience = Opt.Length(
        "--wait", "How long to wait for the scheduler to accept connections", TimeSpan.FromSeconds(30));

    private readonly Option<string?> _json = Opt.File("--json", "Where to write the scorecard as JSON");

    public static Command Create() => new CellVerb().ToCommand();

    private Command ToCommand()
    {
        var command = new Command(
            "cell",
            "Plays a workload of the 2020 contest in real time over gRPC: is the resource manager, the nodes, the API "
            + "server and its callers, watches the scheduler and keeps the contest's score. Exit code 0 only if no "
            + "call failed.")
        {
            _trace, _scheduler, _listen, _api, _for, _speed, _seed, _patience, _json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    /// <exception cref="StartException">The address is everywhere: nodes could not be told of by it.</exception>
    private static HostPort Reachable(HostPort listen) =>
        IPAddress.TryParse(listen.Host, out var address)
        && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            ? throw new StartException($"{Listen} is '{listen}', where no scheduler can call nodes; name one address")
            : listen;

    private async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        JsonFile.Check(line.GetValue(_json));
        var trace = CellTrace.Open(line.GetValue(_trace) ?? Samples.Find(Sample));
        var scheduler = line.GetValue(_scheduler);
        var options = new LiveCellOptions
        {
            Scheduler = scheduler ?? LiveCellOptions.DefaultScheduler,
            Listen = Reachable(line.GetRequiredValue(_listen)),
            Api = line.GetRequiredValue(_api),
            Speed = line.GetValue(_speed),
            Seed = (ulong)line.GetValue(_seed),
            Patience = line.GetValue(_patience).Value,
        };
        var workload = trace.Draw(options.Seed).Take(line.GetValue(_for)?.Value ?? TimeSpan.MaxValue);
        await using var run = new LiveCellRun(workload, options);
        var (manager, api) = await run.StartAsync();
        Console.WriteLine($"Resource manager on {manager}, API server on {api}, scheduler on {options.Scheduler}.");
        var display = new CellDisplay(run, trace.Name, workload, options.Speed);
        try
        {
            await using var silo = scheduler is null ? await StartSiloAsync(manager, cancellationToken) : null;
            return await PlayAsync(line, display, silo, cancellationToken);
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

    private static async Task<SiloProcess> StartSiloAsync(HostPort manager, CancellationToken cancellationToken)
    {
        Console.WriteLine("Starting the server ...");
        var silo = await SiloProcess.StartAsync(
            new Dictionary<string, string>
            {
                ["Platform__Kind"] = "nodes",
                ["Nodes__ResourceManager"] = manager.ToString(),
                ["Gateway__SchedulerAddress"] = LiveCellOptions.DefaultScheduler.ToString(),
            },
            cancellationToken);
        Console.WriteLine($"Server ready (process {silo.Id}).");
        return silo;
    }

    private async Task<int> PlayAsync(
        ParseResult line, CellDisplay display, SiloProcess? silo, CancellationToken cancellationToken)
    {
        var result = await display.PlayAsync(cancellationToken);
        var report = new LiveCellReport(display.Trace, result);
        LiveCellView.Print(report);
        JsonFile.Write(line.GetValue(_json), report.ToJson());
        if (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }

        silo?.ThrowIfEnded();
        return report.Scorecard.Failed == 0 ? ExitCode.Good : ExitCode.Failed;
    }
}
