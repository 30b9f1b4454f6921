using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Cli.Arguments;

/// <summary>The option that gives policies a part of the trace to know beforehand: one that is not played.</summary>
internal sealed class HistoryArgument
{
    private const string Name = "--history";

    private readonly Option<double?> _minutes = Opt.OptionalNumber(
        Name,
        "Minutes of trace before --from that policies which make slots ahead may know",
        1e-3,
        TraceArguments.MaximumMinutes);

    /// <summary>Adds it to a verb that plays a trace.</summary>
    public void AddTo(Command command, TraceArguments trace)
    {
        command.Add(_minutes);
        command.Validators.Add(line => Check(line, trace));
    }

    /// <summary>Reads the history, where one is asked for.</summary>
    /// <exception cref="TraceException">The trace cannot be used.</exception>
    public void Teach(PolicyOptions figures, ParseResult line, TraceArguments trace)
    {
        if (line.GetValue(_minutes) is { } minutes)
        {
            figures.LearnFrom(TracePeaks.Of(trace.OpenBefore(line, minutes)));
        }
    }

    private void Check(CommandResult line, TraceArguments trace)
    {
        if (line.GetResult(_minutes) is null or { Implicit: true } || line.Errors.Any())
        {
            return;
        }

        var (minutes, from) = (line.GetValue(_minutes), trace.From(line));
        if (minutes > from)
        {
            line.AddError(string.Create(
                CultureInfo.InvariantCulture,
                $"{Name} is {minutes}, but the played part starts at minute {from}: "
                + $"{Name} is at most --from, for a history lies before it"));
        }
    }
}
