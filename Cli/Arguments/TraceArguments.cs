using System.CommandLine;
using System.CommandLine.Parsing;
using OrleansScaler.Simulation.Cells.Workloads;
using OrleansScaler.Simulation.Traces;
using OrleansScaler.Simulation.Workloads;

namespace OrleansScaler.Cli.Arguments;

/// <summary>The options that name a trace and say which part of it to play, and how.</summary>
internal sealed class TraceArguments
{
    /// <summary>A year of minutes.</summary>
    public const int MaximumMinutes = 366 * 24 * 60;

    private readonly Option<string> _trace = new("--trace")
    {
        Description = "Folder of the trace: contest 2023 (metas.jsonl with requests.jsonl or function_stats.csv) or "
            + "Azure 2019 (invocations.csv, durations.csv, memory.csv); found out by the files in it; for "
            + $"simulate also contest 2020 ({CellTrace.FileName}). Or a workload made up by the seed: "
            + $"{SyntheticWorkload.Prefix}NAME[,key=value]..., NAME one of "
            + string.Join(", ", SyntheticWorkload.Known),
        HelpName = $"DIR|{SyntheticWorkload.Prefix}NAME",
        Required = true,
    };

    private readonly Option<double> _from = Opt.Number(
        "--from", "Start of the part to play, in minutes of trace from its start", 0, 0, MaximumMinutes);

    private readonly Option<double?> _for = Opt.OptionalNumber(
        "--for", "Length of the part to play, in minutes of trace [to the end]", 1e-3, MaximumMinutes);

    private readonly Option<Chosen<ArrivalPattern>> _arrivals = Opt.Choice(
        "--arrivals", "Spread of calls in a minute, where a trace counts by minutes", ArrivalPattern.Uniform);

    private readonly Option<Chosen<ExecutionModel>> _durations = Opt.Choice(
        "--durations", "Execution times, where a trace has percentiles", ExecutionModel.Average);

    private readonly Option<int> _seed = Opt.Whole(
        "--seed", "Names the random choices", (int)TraceOptions.DefaultSeed, 0, int.MaxValue);

    /// <summary>Those that mean something where the trace is a 2020 workload.</summary>
    public IEnumerable<Option> OfCells => [_trace, _seed];

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_trace);
        command.Add(_from);
        command.Add(_for);
        command.Add(_arrivals);
        command.Add(_durations);
        command.Add(_seed);
    }

    /// <summary>Names the random choices.</summary>
    public ulong Seed(ParseResult line) => (ulong)line.GetValue(_seed);

    /// <summary>Start of the part to play, in minutes from the trace's start.</summary>
    public double From(CommandResult line) => line.GetValue(_from);

    /// <summary>Whether the trace is the table of a 2020 workload, which plays in a cell.</summary>
    public bool IsCell(CommandResult line) =>
        line.GetResult(_trace) is { Errors: var errors } && !errors.Any() && line.GetValue(_trace) is { } folder
        && CellTrace.IsIn(folder);

    /// <summary>Opens that table.</summary>
    /// <exception cref="TraceException">It cannot be used.</exception>
    public CellTrace OpenCell(ParseResult line) => CellTrace.Open(line.GetRequiredValue(_trace));

    /// <summary>Opens the trace that the line names; that checks every line of it.</summary>
    /// <exception cref="TraceException">It cannot be used.</exception>
    public Trace Open(ParseResult line) => Open(
        line, line.GetValue(_from), line.GetValue(_for) is { } minutes ? TimeSpan.FromMinutes(minutes) : null);

    /// <summary>Opens what lies before the part to play.</summary>
    /// <param name="line">Names the trace.</param>
    /// <param name="minutes">How much of it; at most what there is.</param>
    /// <exception cref="TraceException">It cannot be used.</exception>
    public Trace OpenBefore(ParseResult line, double minutes) =>
        Open(line, line.GetValue(_from) - minutes, TimeSpan.FromMinutes(minutes));

    private Trace Open(ParseResult line, double from, TimeSpan? length)
    {
        var trace = line.GetRequiredValue(_trace);
        var options = new TraceOptions
        {
            From = TimeSpan.FromMinutes(from),
            For = length,
            Arrivals = line.GetValue(_arrivals).Value,
            Durations = line.GetValue(_durations).Value,
            Seed = Seed(line),
        };
        return SyntheticWorkload.IsNamedBy(trace)
            ? SyntheticWorkload.Open(trace, options)
            : TraceFolder.Open(trace, options);
    }
}
