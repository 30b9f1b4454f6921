using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Cli.Load;

/// <summary>What one target did in all its measured rounds. Safe from any thread.</summary>
/// <param name="platformTime">What of a cold start is the platform's: its create and its init.</param>
internal sealed class LoadFigures(TimeSpan platformTime = default)
{
    private readonly Lock _lock = new();
    private readonly FailureTally _failures = new();
    private long _pairs;
    private long _failed;

    public LatencyHistogram Assign { get; } = new();

    public LatencyHistogram Idle { get; } = new();

    /// <summary>Of each Assign what is left without the platform's share; zero where it took less than that.</summary>
    public LatencyHistogram OwnShare { get; } = new();

    /// <summary>How long after its time each pair left: what of the above is this program's.</summary>
    public LatencyHistogram Lateness { get; } = new();

    /// <summary>Measured time.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>CPU time that the server used in it; null when its process is not known.</summary>
    public TimeSpan? ServerCpu { get; set; }

    public long Pairs => Interlocked.Read(ref _pairs);

    public long Failed => Interlocked.Read(ref _failed);

    public double PairsPerSecond => Elapsed > TimeSpan.Zero ? Pairs / Elapsed.TotalSeconds : 0;

    public double? ServerCpuUsPerPair => Pairs > 0 ? ServerCpu?.TotalMicroseconds / Pairs : null;

    public void Add(TimeSpan assign, TimeSpan idle)
    {
        Assign.Add(assign);
        OwnShare.Add(assign - platformTime);
        Idle.Add(idle);
        Interlocked.Increment(ref _pairs);
    }

    public void AddLateness(TimeSpan lateness) => Lateness.Add(lateness);

    public void AddFailure(string kind, string message)
    {
        Interlocked.Increment(ref _failed);
        lock (_lock)
        {
            _failures.Add(kind, message);
        }
    }

    public IReadOnlyList<FailureKind> Failures()
    {
        lock (_lock)
        {
            return _failures.Kinds();
        }
    }
}
