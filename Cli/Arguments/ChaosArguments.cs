using System.CommandLine;
using System.Globalization;
using OrleansScaler.Cli.Chaos;
using OrleansScaler.Simulation.Chaos;

namespace OrleansScaler.Cli.Arguments;

/// <summary>The options of <c>chaos</c>.</summary>
internal sealed class ChaosArguments
{
    private const int MaximumSeeds = 1_000;
    private const double MaximumRate = 100_000;
    private const int MaximumFunctions = 100_000;

    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(5);
    private static readonly string s_names = string.Join(", ", FaultShape.All.Select(shape => shape.Name));

    private readonly Option<Duration> _for = new("--for")
    {
        Description = "How long the load lasts",
        HelpName = "DURATION",
        DefaultValueFactory = _ => new Duration(TimeSpan.FromSeconds(120)),
        CustomParser = result => Duration.TryParse(Opt.Text(result), out var value) && value.Value >= s_shortest
            ? value
            : Opt.Wrong<Duration>(
                result, "--for", $"a duration (500ms, 10s, 5m, 2h) from {new Duration(s_shortest)} to 24 days"),
    };

    private readonly Option<int> _seed = Opt.Whole("--seed", "Names the random choices", 1, 0, int.MaxValue);

    private readonly Option<int[]> _seeds = new("--seeds")
    {
        Description = "One run after another: so many seeds from --seed on, or those named with commas between",
        HelpName = "N|N,N…",
        CustomParser = result => ParseSeeds(Opt.Text(result)) ?? Opt.Wrong<int[]>(
            result, "--seeds", $"a number of seeds from 1 to {MaximumSeeds}, or whole numbers with commas between"),
    };

    private readonly Option<double> _rate = Opt.Number(
        "--rate", "Requests in a second, of all callers", 200, 0.1, MaximumRate);

    private readonly Option<int> _functions = Opt.Whole(
        "--functions", "Functions that they are for; bursts add new ones", 50, 1, MaximumFunctions);

    private readonly Option<FaultKind[]> _faults = new("--faults")
    {
        Description = $"What befalls, names with commas between, or 'none'; all if left out: {s_names}",
        HelpName = "NAME,NAME…",
        CustomParser = result => ParseFaults(Opt.Text(result)) ?? Opt.Wrong<FaultKind[]>(
            result, "--faults", $"'none' or names with commas between; there are {s_names}"),
    };

    private readonly Option<bool> _restart = Opt.Flag(
        "--restart", "One kill in the middle of the load and nothing else: what a restart costs");

    private readonly Option<bool> _keep = Opt.Flag("--keep", "Leave the folder with the ledger and the server's log");

    public void AddTo(Command command)
    {
        Option[] all = [_for, _seed, _seeds, _rate, _functions, _faults, _restart, _keep];
        foreach (var option in all)
        {
            command.Add(option);
        }

        command.Validators.Add(line =>
        {
            if (line.GetResult(_restart) is { Implicit: false } && line.GetResult(_faults) is not null)
            {
                line.AddError("--restart and --faults cannot be given together");
            }
        });
    }

    /// <summary>One run for each seed.</summary>
    public IReadOnlyList<ChaosSettings> Read(ParseResult line)
    {
        // The library's value of a list that is not there is an empty one.
        var kinds = line.GetResult(_faults) is null
            ? [.. FaultShape.All.Select(shape => shape.Kind)]
            : line.GetRequiredValue(_faults);
        var first = line.GetValue(_seed);
        var seeds = (line.GetResult(_seeds) is null ? [first] : line.GetRequiredValue(_seeds)) switch
        {
            [< 0 and var count] => [.. Enumerable.Range(first, -count)],
            var named => named,
        };
        return
        [
            .. seeds.Select(seed => new ChaosSettings
            {
                Seed = seed,
                Length = line.GetRequiredValue(_for).Value,
                Rate = line.GetValue(_rate),
                Functions = line.GetValue(_functions),
                Kinds = [.. kinds.Where(kind => Impossible.Here(kind) is null)],
                Skipped = [.. kinds.Select(Impossible.Here).OfType<SkippedFault>()],
                OneRestart = line.GetValue(_restart),
                Keep = line.GetValue(_keep),
            }),
        ];
    }

    /// <summary>A count is told from a list of one by its sign: no seed is negative.</summary>
    private static int[]? ParseSeeds(string text)
    {
        var numbers = text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part =>
            int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : -1).ToArray();
        var isCount = !text.Contains(',', StringComparison.Ordinal);
        return numbers.Length == 0 || numbers.Length > MaximumSeeds || numbers.Contains(-1)
            || (isCount && numbers[0] is 0 or > MaximumSeeds)
            ? null
            : isCount ? [-numbers[0]] : numbers;
    }

    private static FaultKind[]? ParseFaults(string text)
    {
        if (text == "none")
        {
            return [];
        }

        var kinds = text.Split(',').Select(FaultShape.Find).ToArray();
        return kinds.Contains(null) ? null : [.. kinds.Select(kind => kind!.Value)];
    }
}
