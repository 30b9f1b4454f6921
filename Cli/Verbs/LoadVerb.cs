using System.CommandLine;
using OrleansScaler.Cli.Arguments;
using OrleansScaler.Cli.Display;
using OrleansScaler.Cli.Echo;
using OrleansScaler.Cli.Load;
using OrleansScaler.Cli.Processes;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.Replay;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Cli.Verbs;

/// <summary><c>load</c>: Assign and Idle in pairs, as fast as asked.</summary>
internal sealed class LoadVerb
{
    private readonly PlatformArguments _platform = new();
    private readonly SweepArguments _sweep = new();

    private readonly Option<HostPort> _scaler = Opt.Address(
        "--scaler", "The scaler to load", ReplayOptions.DefaultScaler);

    private readonly Option<HostPort?> _listen = Opt.OptionalAddress(
        "--listen", "Also be the scaler's platform, there; without it the scaler has one of its own");

    private readonly Option<double?> _rate = Opt.OptionalNumber(
        "--rate",
        "Pairs a second, whether or not earlier ones have ended [as fast as --concurrency callers go]",
        0.01,
        1_000_000);

    private readonly Option<int> _functions = Opt.Whole("--functions", "Functions to call", 100, 1, 1_000_000);

    private readonly Option<int> _connections = Opt.Whole("--connections", "Connections to the scaler", 4, 1, 64);

    private readonly Option<int> _concurrency = Opt.Whole(
        "--concurrency", "Callers, each with one pair under way", 64, 1, 100_000);

    private readonly Option<Duration> _for = Opt.Length("--for", "How long to measure", TimeSpan.FromSeconds(10));

    private readonly Option<Warmup?> _warmup = new("--warmup")
    {
        Description = "What to run first, unmeasured: pairs or a time [200000pairs, at most 1m; 5s with --cold]",
        HelpName = "PAIRS|DURATION",
        CustomParser = Warmup.Parse,
    };

    private readonly Option<int> _memory = Opt.Whole("--memory-mb", "Memory of each function, in MB", 128, 1, 32_768);

    private readonly Option<Duration> _execution = Opt.Length(
        "--exec", "Time between an Assign's answer and its Idle", TimeSpan.Zero);

    private readonly Option<int?> _pid = Opt.OptionalWhole(
        "--pid", "Process of the scaler; its CPU time per pair is then given", 1, int.MaxValue);

    private readonly Option<bool> _echo = Opt.Flag(
        "--echo", "Measure the bare echo too, in turns with the scaler; with --pid the ratio of CPU per pair is given");

    private readonly Option<bool> _cold = Opt.Flag(
        "--cold", "Give each instance up at its Idle, so that every call needs a new one");

    private readonly Option<Duration> _settle = Opt.Length(
        "--settle",
        "With --listen: how long to wait afterwards until every slot is given back",
        TimeSpan.FromSeconds(60));

    private readonly Option<string?> _json = Opt.File("--json", "Where to write the figures as JSON");

    public static Command Create() => new LoadVerb().ToCommand();

    private Command ToCommand()
    {
        var command = new Command(
            "load",
            "Sends Assign and Idle in pairs to any scaler of the 2023 protocol and tells what they cost. Exit code 0 "
            + "only if no pair failed.");
        Option[] options =
        [
            _scaler, _listen, _rate, _functions, _connections, _concurrency, _for, _warmup, _memory, _execution, _pid,
            _echo, _cold, _settle, _json,
        ];
        foreach (var option in options)
        {
            command.Add(option);
        }

        _platform.AddTo(command);
        _sweep.AddTo(command);
        command.Validators.Add(line =>
        {
            Option[] ofOtherServers = [_scaler, _listen, _pid];
            if (line.GetResult(_sweep.Nodes) is not null)
            {
                foreach (var other in ofOtherServers.Where(option => line.GetResult(option) is { Implicit: false }))
                {
                    line.AddError($"{_sweep.Nodes.Name} and {other.Name} cannot be given together");
                }
            }
        });
        command.SetAction(StartAsync);
        return command;
    }

    /// <summary>Starts the server where the line asks for one.</summary>
    private async Task<int> StartAsync(ParseResult line, CancellationToken cancellationToken)
    {
        JsonFile.Check(line.GetValue(_json));
        if (_sweep.ServerNodes(line) is not { } nodes)
        {
            return await RunAsync(line, line.GetValue(_pid), cancellationToken);
        }

        try
        {
            Console.WriteLine($"Starting a server with {nodes} simulated nodes ...");
            await using var silo = await SiloProcess.StartAsync(
                ServerNodes.Settings(nodes, _platform.Given(line).Create), cancellationToken);
            var code = await RunAsync(line, silo.Id, cancellationToken);
            silo.ThrowIfEnded();
            return code;
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

    private async Task<int> RunAsync(ParseResult line, int? processId, CancellationToken cancellationToken)
    {
        var options = OptionsOf(line);
        var simulated = PlatformOf(line);
        await using var platform = line.GetValue(_listen) is { } listen
            ? await PlatformHost.StartAsync(listen, simulated, [])
            : null;
        if (_sweep.Burst(line) is { } requests)
        {
            return await BurstAsync(line, options, requests, cancellationToken);
        }

        if (_sweep.Sweep(line, line.GetValue(_for).Value, PlatformTimeOf(line)) is { } sweep)
        {
            return await SweepAsync(line, options, sweep, processId, cancellationToken);
        }

        await using var echo = line.GetValue(_echo) ? await EchoProcess.StartAsync(cancellationToken) : null;
        var warmup = line.GetValue(_warmup) ?? (options.Cold ? Warmup.Cold : Warmup.Usual);
        var run = new LoadRun(options, warmup, line.GetValue(_for).Value, Console.WriteLine);
        var report = await run.RunAsync(line.GetRequiredValue(_scaler), processId, echo, cancellationToken);
        if (platform is not null)
        {
            var slots = await LoadSlots.SettleAsync(simulated.Slots, line.GetValue(_settle).Value, cancellationToken);
            report = report with { Slots = slots };
        }

        LoadView.Print(report);
        JsonFile.Write(line.GetValue(_json), report);
        return cancellationToken.IsCancellationRequested ? ExitCode.Interrupted
            : report.Failed == 0 && report.Pairs > 0 ? ExitCode.Good
            : ExitCode.Failed;
    }

    /// <summary>A rate that is not kept is what a sweep looks for; it has failed where none was.</summary>
    private async Task<int> SweepAsync(
        ParseResult line, LoadOptions options, SweepOptions sweep, int? processId, CancellationToken cancellationToken)
    {
        var run = new SweepRun(options, sweep, line.GetValue(_warmup) ?? Warmup.Sweep, Console.WriteLine);
        var report = await run.RunAsync(line.GetRequiredValue(_scaler), processId, cancellationToken);
        report = report with { ServerNodes = _sweep.ServerNodes(line) };
        SweepView.Print(report);
        JsonFile.Write(line.GetValue(_json), report);
        return cancellationToken.IsCancellationRequested ? ExitCode.Interrupted
            : report.KeptRate > 0 ? ExitCode.Good
            : ExitCode.Failed;
    }

    private async Task<int> BurstAsync(
        ParseResult line, LoadOptions options, int requests, CancellationToken cancellationToken)
    {
        var run = new BurstRun(options with { Cold = true }, requests, PlatformTimeOf(line));
        var warmup = line.GetValue(_warmup) ?? Warmup.Sweep;
        var report = await run.RunAsync(line.GetRequiredValue(_scaler), warmup, cancellationToken);
        report = report with { ServerNodes = _sweep.ServerNodes(line) };
        SweepView.Print(report);
        JsonFile.Write(line.GetValue(_json), report);
        return report.Failed == 0 ? ExitCode.Good : ExitCode.Failed;
    }

    private LoadOptions OptionsOf(ParseResult line) => new()
    {
        Functions = line.GetValue(_functions),
        Connections = line.GetValue(_connections),
        Concurrency = line.GetValue(_concurrency),
        Rate = line.GetValue(_rate),
        MemoryMegabytes = line.GetValue(_memory),
        Execution = line.GetValue(_execution).Value,
        Cold = line.GetValue(_cold),
    };

    /// <summary>Of nodes only the create takes time: what runs there is loaded by the create.</summary>
    private TimeSpan PlatformTimeOf(ParseResult line)
    {
        var (create, init) = _platform.Given(line);
        return _sweep.ServerNodes(line) is null ? create + init : create;
    }

    /// <summary>A sweep or a burst measures the server, so its platform takes no time unless told to.</summary>
    private SimulatedPlatform PlatformOf(ParseResult line)
    {
        var sweeps = _sweep.Burst(line) is not null
            || _sweep.Sweep(line, line.GetValue(_for).Value, TimeSpan.Zero) is not null;
        var options = new SimulatedPlatformOptions
        {
            SlotPrefix = SimulatedPlatformOptions.PrefixOfThisProcess,
            CreateLatency = sweeps ? _platform.Given(line).Create : _platform.Create(line),
            InitLatency = sweeps
                ? _platform.Given(line).Init
                : _platform.Init(line) ?? SimulatedPlatformOptions.DefaultInitLatency,
        };
        return new SimulatedPlatform(options, TimeProvider.System);
    }
}
