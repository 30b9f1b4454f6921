using OrleansScaler.Scheduling.Policies.Rules;
using OrleansScaler.Simulation.Bounds;
using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Cli.Simulate;

/// <summary>Several policies on one workload, and the bounds; so many at a time.</summary>
internal sealed class SimulationBatch
{
    private readonly IReadOnlyList<VirtualRun> _runs;
    private readonly BoundsRun _boundsRun;
    private readonly SimulatedScorecard?[] _cards;
    private readonly int _parallel;
    private BoundSet? _bounds;

    public SimulationBatch(Workload workload, IReadOnlyList<PolicyBook> policies, Goal goal, int parallel)
    {
        Workload = workload;
        Policies = [.. policies.Select(policy => policy.Default.Name)];
        _runs = [.. policies.Select(policy => new VirtualRun(workload, policy, new VirtualRunOptions()))];
        _boundsRun = new BoundsRun(workload, goal);
        _cards = new SimulatedScorecard?[policies.Count];
        _parallel = parallel;
    }

    public Workload Workload { get; }

    public IReadOnlyList<string> Policies { get; }

    /// <summary>The scorecards that are there, in the order asked.</summary>
    public IReadOnlyList<SimulatedScorecard> Cards => [.. _cards.OfType<SimulatedScorecard>()];

    /// <summary>The bounds; null when broken off before.</summary>
    public BoundSet? Bounds => _bounds;

    /// <summary>Calls read for the bounds.</summary>
    public long BoundsRead => _boundsRun.Read;

    public VirtualProgress ProgressOf(int policy) => _runs[policy].Progress;

    public bool IsDone(int policy) => Volatile.Read(ref _cards[policy]) is not null;

    /// <summary>Runs everything; broken off, it leaves what is known.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = _parallel };
        await Parallel.ForAsync(0, _runs.Count + 1, options, (job, _) =>
        {
            RunJob(job, cancellationToken);
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>The bounds come last: they need the most memory, and no policy waits for them.</summary>
    private void RunJob(int job, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        if (job < _runs.Count)
        {
            Volatile.Write(ref _cards[job], _runs[job].Play(cancellationToken));
            return;
        }

        try
        {
            _bounds = _boundsRun.Compute(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _bounds = null;
        }
    }
}
