using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Cli.Load;

/// <summary>The JSON of a load run. Names ending in <c>Ms</c> and <c>Us</c> are wall time.</summary>
internal sealed record LoadReport
{
    public required string Scaler { get; init; }

    /// <summary>
    /// <c>open</c>: pairs leave at a rate; <c>closed</c>: each caller sends when the last pair has ended.
    /// </summary>
    public required string Loop { get; init; }

    public double? Rate { get; init; }

    public required int Functions { get; init; }

    public required int Connections { get; init; }

    public required int Concurrency { get; init; }

    public required bool Cold { get; init; }

    public required double Seconds { get; init; }

    public required long WarmupPairs { get; init; }

    public required long Pairs { get; init; }

    public required long Failed { get; init; }

    public required double PairsPerSecond { get; init; }

    public double? ServerCpuUsPerPair { get; init; }

    public required LatencySummary AssignLatencyMs { get; init; }

    public required LatencySummary IdleLatencyMs { get; init; }

    public double? ServerMemoryMegabytes { get; init; }

    public required IReadOnlyList<FailureKind> Failures { get; init; }

    /// <summary>Slots as the run's own platform saw them; null where the scaler had another one.</summary>
    public LoadSlots? Slots { get; init; }

    /// <summary>The bare echo under the same load in the same run; null when it was not asked for.</summary>
    public LoadReport? Echo { get; init; }

    /// <summary>Server CPU per pair over the echo's; null without both.</summary>
    public double? Ratio { get; init; }

    public static LoadReport Of(LoadOptions options, LoadTarget target, LoadReport? echo)
    {
        var figures = target.Figures;
        var cpu = figures.ServerCpuUsPerPair;
        return new LoadReport
        {
            Scaler = target.Address.ToString(),
            Loop = options.Rate is null ? "closed" : "open",
            Rate = options.Rate,
            Functions = options.Functions,
            Connections = options.Connections,
            Concurrency = options.Concurrency,
            Cold = options.Cold,
            Seconds = figures.Elapsed.TotalSeconds,
            WarmupPairs = target.WarmupFigures.Pairs,
            Pairs = figures.Pairs,
            Failed = figures.Failed + target.WarmupFigures.Failed,
            PairsPerSecond = figures.PairsPerSecond,
            ServerCpuUsPerPair = cpu,
            AssignLatencyMs = figures.Assign.Summary(),
            IdleLatencyMs = figures.Idle.Summary(),
            ServerMemoryMegabytes = target.MemoryMegabytes(),
            Failures = [.. figures.Failures(), .. target.WarmupFigures.Failures()],
            Echo = echo,
            Ratio = echo?.ServerCpuUsPerPair is { } bare && bare > 0 ? cpu / bare : null,
        };
    }
}
