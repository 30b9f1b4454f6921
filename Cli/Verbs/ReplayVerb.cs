using System.CommandLine;
using OrleansScaler.Cli.Arguments;
using OrleansScaler.Cli.Display;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.Replay;

namespace OrleansScaler.Cli.Verbs;

/// <summary><c>replay</c>: a trace in real time against any scaler of the 2023 protocol.</summary>
internal sealed class ReplayVerb
{
    /// <summary>Above this a millisecond of ours is a quarter of an hour of trace: nothing would be measured.</summary>
    public const double MaximumSpeed = 1_000_000;

    private readonly TraceArguments _trace = new();
    private readonly PlatformArguments _platform = new();

    private readonly Option<HostPort> _scaler = Opt.Address(
        "--scaler", "The scaler to test", ReplayOptions.DefaultScaler);

    private readonly Option<HostPort> _listen = Opt.Address(
        "--listen", "Where the platform listens for the scaler's calls", ReplayOptions.DefaultListen);

    private readonly Option<double> _speed = Opt.Number(
        "--speed",
        "Divides arrivals, execution, create and init; the scaler's clock is not scaled",
        1,
        0.01,
        MaximumSpeed);

    private readonly Option<Duration> _patience = Opt.Length(
        "--wait", "How long to wait for the scaler to accept connections", TimeSpan.FromSeconds(30));

    private readonly Option<Duration> _deadline = Opt.Length(
        "--deadline", "Longest wait for the answer to an Assign", TimeSpan.FromMinutes(5));

    private readonly Option<int> _connections = Opt.Whole("--connections", "Connections to the scaler", 4, 1, 64);

    private readonly Option<string> _policy = new("--policy")
    {
        Description = "What the scorecard says of the scaler's policy; the wire does not tell",
        HelpName = "NAME",
        DefaultValueFactory = _ => "unknown",
    };

    private readonly Option<bool> _leaveSlots = Opt.Flag(
        "--leave-slots",
        "Leave the scaler its instances; without it they are taken and given up afterwards, outside the score, so that "
        + "the next replay does not meet them");

    private readonly Option<string?> _json = Opt.File("--json", "Where to write the scorecard as JSON");

    public static Command Create() => new ReplayVerb().ToCommand();

    private Command ToCommand()
    {
        var command = new Command(
            "replay",
            "Plays a trace in real time against any scaler of the 2023 protocol: is its platform and its callers, and "
            + "keeps the contest's score. Exit code 0 only if no call failed.");
        _trace.AddTo(command);
        _platform.AddTo(command);
        Option[] options = [_scaler, _listen, _speed, _patience, _deadline, _connections, _policy, _leaveSlots, _json];
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        JsonFile.Check(line.GetValue(_json));
        var trace = _trace.Open(line);
        var options = new ReplayOptions
        {
            Scaler = line.GetRequiredValue(_scaler),
            Listen = line.GetRequiredValue(_listen),
            Speed = line.GetValue(_speed),
            CreateLatency = _platform.Create(line),
            InitLatency = _platform.Init(line),
            Policy = line.GetRequiredValue(_policy),
            Patience = line.GetValue(_patience).Value,
            Deadline = line.GetValue(_deadline).Value,
            Connections = line.GetValue(_connections),
            ReturnInstances = !line.GetValue(_leaveSlots),
        };
        await using var run = new ReplayRun(trace, options);
        var listen = await run.StartPlatformAsync();
        Console.WriteLine($"Platform on {listen}, scaler on {options.Scaler}.");
        var scorecard = await new ReplayDisplay(run, trace, options.Speed).PlayAsync(cancellationToken);
        ScorecardView.Print(scorecard, trace.Assumptions);
        JsonFile.Write(line.GetValue(_json), scorecard);
        return cancellationToken.IsCancellationRequested ? ExitCode.Interrupted
            : scorecard.Failed == 0 ? ExitCode.Good
            : ExitCode.Failed;
    }
}
