using System.CommandLine;
using System.CommandLine.Parsing;
using OrleansScaler.Cli.Arguments;
using OrleansScaler.Cli.Display;
using OrleansScaler.Cli.Simulate;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Simulation.Bounds;
using OrleansScaler.Simulation.Reports;
using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Cli.Verbs;

/// <summary><c>simulate</c>: a trace in virtual time under each of several policies.</summary>
internal sealed class SimulateVerb
{
    /// <summary>An hour: no start of any trace comes near.</summary>
    private const double MaximumMs = 3_600_000;

    private readonly TraceArguments _trace = new();
    private readonly PlatformArguments _platform = new();
    private readonly Option<string[]> _policies = PolicyList.Create();

    private readonly Option<Chosen<Objective>> _objective = Opt.Choice(
        "--objective", "What the ranking goes by, and what policies that weigh costs go by", Objective.Rum);

    private readonly Option<double> _coldValue = Opt.Number(
        "--cold-value-ms",
        "What a cold start is worth where create and init take no time, in ms",
        RumScore.ColdStartSeconds * 1000,
        0.001,
        MaximumMs);

    private readonly Option<double?> _coldStart = Opt.OptionalNumber(
        "--cold-start-ms", "Create and init together, in ms, in place of the two; 0 is the classical cache model",
        0,
        MaximumMs);

    private readonly Option<double> _memoryFloor = Opt.Number(
        "--memory-floor-mb", "Least memory of a slot, in MB", 0, 0, 1_048_576);

    private readonly HistoryArgument _history = new();

    private readonly Option<int> _parallel = Opt.Whole(
        "--parallel", "Policies, or seeds, that run at the same time", 1, 1, 256);

    private readonly Option<bool> _timings = new("--timings")
    {
        Description = "Print what simulating each policy took, as ratios",
    };

    private readonly Option<string?> _rules = Opt.File(
        "--rules", "Rules that name other policies for some functions, as JSON: the server's Policies:Rules");

    private readonly Option<string?> _json = Opt.File("--json", "Where to write scorecards and bounds as JSON");

    private readonly Option<string?> _report = Opt.Folder(
        "--report", $"Where to write {ReportFolder.FileName}, a page with table and charts; made when missing");

    private readonly CellArguments _cell;

    private SimulateVerb() => _cell = new CellArguments(_trace, _json, _parallel);

    public static Command Create() => new SimulateVerb().ToCommand();

    private Command ToCommand()
    {
        var command = new Command(
            "simulate",
            "Plays a trace in virtual time under each policy, with the pools and policies that the server uses, and "
            + "ranks them beside what was possible. A 2020 workload plays in a simulated cell, beside the official "
            + "demo's behaviour.");
        _trace.AddTo(command);
        _platform.AddTo(command);
        Option[] options =
        [
            _policies, _rules, _objective, _coldValue, _coldStart, _memoryFloor, _parallel, _timings, _json,
            _report,
        ];
        foreach (var option in options)
        {
            command.Add(option);
        }

        _history.AddTo(command, _trace);
        _cell.AddTo(command);
        command.Validators.Add(CheckStarts);
        command.SetAction(RunAsync);
        return command;
    }

    private void CheckStarts(CommandResult line)
    {
        if (line.GetResult(_coldStart) is { Implicit: false } && _platform.AreGiven(line))
        {
            line.AddError("--cold-start-ms stands for --create-ms and --init-ms together: give it or them");
        }
    }

    private async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        JsonFile.Check(line.GetValue(_json));
        if (_cell.AreMeant(line))
        {
            return await RunCellAsync(line, cancellationToken);
        }

        _cell.RequireOthers(line);

        var folder = ReportFolder.Open(line.GetValue(_report));
        var goal = new Goal(
            line.GetValue(_objective).Value, TimeSpan.FromMilliseconds(line.GetValue(_coldValue)));
        var figures = new PolicyOptions { ColdValue = goal.ColdValue, IdlePrice = goal.IdlePrice };
        _history.Teach(figures, line, _trace);
        var policies = RulesFile.Books(line.GetValue(_rules), line.GetRequiredValue(_policies), figures);
        var workload = WorkloadOf(line);
        var batch = new SimulationBatch(
            workload, policies, goal, line.GetValue(_parallel), withTimelines: folder is not null);
        await new SimulationDisplay(batch).RunAsync(cancellationToken);
        var report = new SimulationReport
        {
            Trace = workload.Trace.Name,
            Seed = _trace.Seed(line),
            Objective = line.GetValue(_objective).ToString(),
            Runs = batch.Cards,
            Bounds = batch.Bounds,
        };
        RankingView.Print(report, goal, workload);
        if (line.GetValue(_timings))
        {
            TimingsView.Print(batch.Cards);
        }

        JsonFile.Write(line.GetValue(_json), report);
        folder?.Write(new ReportContent
        {
            Workload = workload,
            Goal = goal,
            Seed = report.Seed,
            Settings = UsedSettings.Of(line),
            Runs = batch.ReportedRuns,
            Bounds = batch.Bounds,
        });
        return cancellationToken.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Good;
    }

    private async Task<int> RunCellAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var trace = _trace.OpenCell(line);
        var matches = await CellSimulation.RunAsync(
            trace, _trace.Seed(line), _cell.Seeds(line), line.GetValue(_parallel), cancellationToken);
        if (matches.Count > 0)
        {
            var report = CellReport.Of(trace.Name, matches);
            CellView.Print(report, CellArguments.NamesPolicies(line));
            JsonFile.Write(line.GetValue(_json), report);
        }

        return cancellationToken.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Good;
    }

    /// <summary>A cold start given as one figure is a create of the usual length at most, and an init.</summary>
    private Workload WorkloadOf(ParseResult line)
    {
        var (create, init) = (_platform.Create(line), _platform.Init(line));
        if (line.GetValue(_coldStart) is { } milliseconds)
        {
            var both = TimeSpan.FromMilliseconds(milliseconds);
            create = both < create ? both : create;
            init = both - create;
        }

        return new Workload(_trace.Open(line), create, init, line.GetValue(_memoryFloor));
    }
}
