using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Cli.Load;

/// <summary>What one target did in all its measured rounds. Safe from any thread.</summary>
internal sealed class LoadFigures
{
    private readonly Lock _lock = new();
    private readonly FailureTally _failures = new();
    private long _pairs;
    private long _failed;

    public LatencyHistogram Assign { get; } = new();

    public LatencyHistogram Idle { get; } = new();

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
        Idle.Add(idle);
        Interlocked.Increment(ref _pairs);
    }

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
