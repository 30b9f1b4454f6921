using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Cli.Load;

/// <summary>One rate of a sweep. Names ending in <c>Ms</c> and <c>Us</c> are wall time.</summary>
internal sealed record SweepStep
{
    /// <summary>Pairs a second that were asked for.</summary>
    public required double Rate { get; init; }

    public required double Seconds { get; init; }

    public required long Pairs { get; init; }

    public required long Failed { get; init; }

    public required double PairsPerSecond { get; init; }

    /// <summary>Assign less the platform's create and init, from the time that the pair was due.</summary>
    public required LatencySummary OwnShareMs { get; init; }

    public required LatencySummary AssignLatencyMs { get; init; }

    /// <summary>How late pairs left: what of the above is the load's own.</summary>
    public required LatencySummary SendLatenessMs { get; init; }

    public double? ServerCpuUsPerPair { get; init; }

    public double? ServerMemoryMegabytes { get; init; }

    /// <summary>Why the rate was not kept, in one sentence; null when it was.</summary>
    public string? Broken { get; init; }

    public required IReadOnlyList<FailureKind> Failures { get; init; }

    public static SweepStep Of(double rate, SweepOptions options, LoadFigures figures, double? memoryMegabytes) => new()
    {
        Rate = rate,
        Seconds = figures.Elapsed.TotalSeconds,
        Pairs = figures.Pairs,
        Failed = figures.Failed,
        PairsPerSecond = figures.PairsPerSecond,
        OwnShareMs = figures.OwnShare.Summary(),
        AssignLatencyMs = figures.Assign.Summary(),
        SendLatenessMs = figures.Lateness.Summary(),
        ServerCpuUsPerPair = figures.ServerCpuUsPerPair,
        ServerMemoryMegabytes = memoryMegabytes,
        Broken = BrokenBy(rate, options, figures),
        Failures = figures.Failures(),
    };

    private static string? BrokenBy(double rate, SweepOptions options, LoadFigures figures)
    {
        // Pairs that were due in the step: at 2/s for 3 s those of 0, 0.5, … 2.5 s. What it took beyond the step's time
        // until the last had ended shows in their latency.
        var due = Math.Floor(rate * options.StepTime.TotalSeconds);
        var p99 = figures.OwnShare.Percentile(0.99);
        return figures.Failed > 0 ? $"{figures.Failed} pairs failed"
            : figures.Pairs < SweepOptions.KeptShare * due
                ? FormattableString.Invariant($"{figures.Pairs} pairs of {due} were sent and ended")
            : p99 > options.Bound ? FormattableString.Invariant(
                $"p99 of the own share is {p99.TotalMilliseconds:0.#} ms, above {options.Bound.TotalMilliseconds:0.#}")
            : null;
    }
}
