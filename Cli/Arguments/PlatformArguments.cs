using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Cli.Arguments;

/// <summary>The options that say how long the simulated platform takes.</summary>
internal sealed class PlatformArguments
{
    private const string FromTrace = "from-trace";

    /// <summary>An hour: no create or init of any trace comes near.</summary>
    private const double MaximumMs = 3_600_000;

    private readonly Option<double> _create = Opt.Number(
        "--create-ms",
        "Time to make a slot, in ms",
        SimulatedPlatformOptions.DefaultCreateLatency.TotalMilliseconds,
        0,
        MaximumMs);

    private readonly Option<TimeSpan?> _init = new("--init-ms")
    {
        Description = "Time of an init, in ms; 'from-trace' takes the trace's own, and "
            + $"{SimulatedPlatformOptions.DefaultInitLatency.TotalMilliseconds} ms where it has none [from-trace]",
        HelpName = $"N|{FromTrace}",
        CustomParser = ParseInit,
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_create);
        command.Add(_init);
    }

    /// <summary>Whether the line names any of them.</summary>
    public bool AreGiven(CommandResult line) =>
        line.GetResult(_create) is { Implicit: false } || line.GetResult(_init) is { Implicit: false };

    /// <summary>Create and init as far as the line names them, nothing where it does not.</summary>
    public (TimeSpan Create, TimeSpan Init) Given(ParseResult line) => (
        line.GetResult(_create) is { Implicit: false } ? Create(line) : TimeSpan.Zero,
        Init(line) ?? TimeSpan.Zero);

    public TimeSpan Create(ParseResult line) => TimeSpan.FromMilliseconds(line.GetValue(_create));

    /// <summary>Init of every function; null takes the trace's.</summary>
    public TimeSpan? Init(ParseResult line) => line.GetValue(_init);

    private static TimeSpan? ParseInit(ArgumentResult result)
    {
        var text = Opt.Text(result);
        if (text == FromTrace)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds is >= 0 and <= MaximumMs
            ? TimeSpan.FromMilliseconds(milliseconds)
            : Opt.Wrong<TimeSpan?>(result, "--init-ms", $"a number from 0 to {MaximumMs} or {FromTrace}");
    }
}
