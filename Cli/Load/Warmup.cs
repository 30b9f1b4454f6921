using System.CommandLine.Parsing;
using System.Globalization;
using OrleansScaler.Cli.Arguments;

namespace OrleansScaler.Cli.Load;

/// <summary>What runs before the measuring: pairs or a time.</summary>
/// <param name="Time">Longest time.</param>
/// <param name="Pairs">Most pairs.</param>
internal readonly record struct Warmup(TimeSpan Time, long Pairs)
{
    /// <summary>
    /// 400,000 calls: the same binary needs twice the CPU after 80,000, because the runtime has not yet compiled the
    /// hot paths for good. A slow scaler gets a minute.
    /// </summary>
    public static readonly Warmup Usual = new(TimeSpan.FromMinutes(1), 200_000);

    /// <summary>A cold start takes most of a second, so pairs would take for ever; what counts is time.</summary>
    public static readonly Warmup Cold = new(TimeSpan.FromSeconds(5), long.MaxValue);

    /// <summary>
    /// A step of a sweep must not pay for the runtime's compiling: after 60,000 cold starts the hot paths are compiled
    /// for good. A slow server gets half a minute.
    /// </summary>
    public static readonly Warmup Sweep = new(TimeSpan.FromSeconds(30), 60_000);

    private const string PairsSuffix = "pairs";

    public static Warmup? Parse(ArgumentResult result)
    {
        var text = Opt.Text(result);
        if (Duration.TryParse(text, out var time))
        {
            return new Warmup(time.Value, long.MaxValue);
        }

        var digits = text.EndsWith(PairsSuffix, StringComparison.Ordinal) ? text[..^PairsSuffix.Length] : text;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var pairs)
            ? new Warmup(Duration.Maximum, pairs)
            : Opt.Wrong<Warmup?>(result, "--warmup", "a duration (10s) or a number of pairs (200000pairs)");
    }
}
