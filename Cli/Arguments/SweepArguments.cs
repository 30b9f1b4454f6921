using System.CommandLine;
using System.Globalization;
using OrleansScaler.Cli.Load;

namespace OrleansScaler.Cli.Arguments;

/// <summary>The options of <c>load</c> that ask for many rates, or for all at once.</summary>
internal sealed class SweepArguments
{
    private const double MaximumRate = 1_000_000;
    private const int MaximumNodes = 20_000;
    private const int MaximumBurst = 100_000;

    /// <summary>Rates of a sweep; empty where the option stands alone.</summary>
    private readonly Option<double[]?> _sweep = new("--sweep")
    {
        Description = "Raise the rate step by step, each for --for, until it is not kept "
            + $"[{string.Join(',', SweepOptions.UsualRates.Select(Text))}]",
        HelpName = "N,N…",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result => result.Tokens.Count == 0
            ? SweepOptions.UsualRates
            : ParseRates(Opt.Text(result)) ?? Opt.Wrong<double[]?>(
                result, "--sweep", $"numbers from 0.01 to {MaximumRate} with commas between"),
    };

    private readonly Option<Duration> _bound = Opt.Length(
        "--p99-below", "With --sweep: longest own share of 99 in 100; above it the rate is not kept",
        TimeSpan.FromMilliseconds(100));

    private readonly Option<int?> _burst = Opt.OptionalWhole(
        "--burst", "Send so many requests at once instead, each of a function of its own", 1, MaximumBurst);

    private readonly Option<int?> _nodes = Opt.OptionalWhole(
        "--server-nodes",
        "Start a server with so many simulated nodes, on serve's ports; --create-ms is then a node's",
        1,
        MaximumNodes);

    public void AddTo(Command command)
    {
        command.Add(_sweep);
        command.Add(_bound);
        command.Add(_burst);
        command.Add(_nodes);
        command.Validators.Add(line =>
        {
            if (line.GetResult(_sweep) is not null && line.GetResult(_burst) is not null)
            {
                line.AddError("--sweep and --burst cannot be given together");
            }
        });
    }

    public int? Burst(ParseResult line) => line.GetValue(_burst);

    public int? ServerNodes(ParseResult line) => line.GetValue(_nodes);

    /// <summary>The nodes' option, to be refused beside others.</summary>
    public Option Nodes => _nodes;

    /// <summary>The sweep that is asked for; null when none is.</summary>
    public SweepOptions? Sweep(ParseResult line, TimeSpan stepTime, TimeSpan platformTime) =>
        line.GetResult(_sweep) is null
            ? null
            : new SweepOptions
            {
                Rates = line.GetValue(_sweep) is { Length: > 0 } rates ? rates : SweepOptions.UsualRates,
                StepTime = stepTime,
                Bound = line.GetValue(_bound).Value,
                PlatformTime = platformTime,
            };

    private static string Text(double rate) => rate.ToString(CultureInfo.InvariantCulture);

    private static double[]? ParseRates(string text)
    {
        var rates = text.Split(',').Select(Rate).ToArray();
        return Array.TrueForAll(rates, rate => rate is not null) ? [.. rates.Select(rate => rate!.Value)] : null;
    }

    private static double? Rate(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
        && rate is >= 0.01 and <= MaximumRate
            ? rate
            : null;
}
