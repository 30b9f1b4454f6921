using System.CommandLine;
using System.CommandLine.Parsing;
using OrleansScaler.Cli.Arguments;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Simulate;

/// <summary>
/// What a 2020 workload takes of the verb's options: it has a baseline in place of policies, and a machine model of its
/// own in place of create and init times.
/// </summary>
internal sealed class CellArguments
{
    private const string Policy = "--policy";

    private readonly Option<int> _seeds = Opt.Whole(
        "--seeds", "Workloads to draw from a 2020 table, from --seed on: their mean score and the worst", 1, 1, 10_000);

    private readonly TraceArguments _trace;
    private readonly HashSet<string> _known;

    /// <summary>Makes the options.</summary>
    /// <param name="trace">Names the trace.</param>
    /// <param name="shared">Other options that mean the same for such a workload.</param>
    public CellArguments(TraceArguments trace, params IEnumerable<Option> shared)
    {
        _trace = trace;
        _known = [.. trace.OfCells.Concat(shared).Append(_seeds).Select(option => option.Name)];
    }

    /// <summary>Adds them to the verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_seeds);
        command.Validators.Add(Check);
    }

    /// <summary>Whether the line means such a workload.</summary>
    public bool AreMeant(ParseResult line) => _trace.IsCell(line.CommandResult);

    /// <summary>How many seeds.</summary>
    public int Seeds(ParseResult line) => line.GetValue(_seeds);

    /// <summary>Whether policies were named, which is let pass: other traces need them.</summary>
    public static bool NamesPolicies(ParseResult line) => Given(line.CommandResult).Contains(Policy);

    /// <summary>
    /// Other traces need policies and take one seed. Said when everything else of the line is right: what a validator
    /// says hides wrong values.
    /// </summary>
    /// <exception cref="StartException">The line lacks the one or has more than the other.</exception>
    public void RequireOthers(ParseResult line)
    {
        var given = Given(line.CommandResult);
        if (!given.Contains(Policy))
        {
            throw new StartException($"{Policy} is missing: only a 2020 workload (workload.csv) plays without");
        }

        if (given.Contains(_seeds.Name))
        {
            throw new StartException($"{_seeds.Name} is for a 2020 workload (workload.csv); --seed names one seed");
        }
    }

    private void Check(CommandResult line)
    {
        if (_trace.IsCell(line))
        {
            foreach (var name in Given(line).Where(name => name != Policy && !_known.Contains(name)))
            {
                line.AddError($"{name} means nothing to a 2020 workload, which is played in its own machine model");
            }
        }
    }

    private static string[] Given(CommandResult line) =>
    [
        .. line.Children.OfType<OptionResult>()
            .Where(option => !option.Implicit)
            .Select(option => option.Option.Name),
    ];
}
