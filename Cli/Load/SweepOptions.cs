namespace OrleansScaler.Cli.Load;

/// <summary>A sweep over rates.</summary>
internal sealed record SweepOptions
{
    /// <summary>From what a small cluster needs to more than any published scheduler of functions starts.</summary>
    public static readonly double[] UsualRates = [1, 10, 100, 200, 500, 1_000, 2_000, 2_500, 5_000, 10_000, 20_000];

    /// <summary>Less than this share of the rate is a rate that was missed.</summary>
    public const double KeptShare = 0.95;

    /// <summary>Pairs a second, one step each.</summary>
    public IReadOnlyList<double> Rates { get; init; } = UsualRates;

    /// <summary>Length of a step.</summary>
    public TimeSpan StepTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest own share of 99 in 100 cold starts; a step above it ends the sweep.</summary>
    public TimeSpan Bound { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>What of a cold start is the platform's: its create and its init.</summary>
    public TimeSpan PlatformTime { get; init; }
}
