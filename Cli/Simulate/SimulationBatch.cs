using OrleansScaler.Scheduling.Policies.Rules;
using OrleansScaler.Simulation.Bounds;
using OrleansScaler.Simulation.Reports;
using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.VirtualTime;
using OrleansScaler.Simulation.VirtualTime.Timelines;

namespace OrleansScaler.Cli.Simulate;

/// <summary>Several policies on one workload, and the bounds; so many at a time.</summary>
internal sealed class SimulationBatch
{
    private readonly IReadOnlyList<VirtualRun> _runs;
    private readonly TimelineRecorder?[] _recorders;
    private readonly IReadOnlyList<SlotTimeline>[] _timelines;
    private readonly BoundsRun _boundsRun;
    private readonly SimulatedScorecard?[] _cards;
    private readonly int _parallel;
    private BoundSet? _bounds;

    /// <summary>Prepares the runs.</summary>
    /// <param name="workload">What to play.</param>
    /// <param name="policies">Under which policies.</param>
    /// <param name="goal">What the bounds go by.</param>
    /// <param name="parallel">How many at a time.</param>
    /// <param name="withTimelines">Whether to watch slots and demand, for a report.</param>
    public SimulationBatch(
        Workload workload, IReadOnlyList<PolicyBook> policies, Goal goal, int parallel, bool withTimelines = false)
    {
        Workload = workload;
        Policies = [.. policies.Select(policy => policy.Default.Name)];
        _recorders = [.. policies.Select(_ => withTimelines ? RecorderOf(workload) : null)];
        _timelines = [.. policies.Select(_ => Array.Empty<SlotTimeline>())];
        _runs =
        [
            .. policies.Select((policy, i) =>
                new VirtualRun(workload, policy, new VirtualRunOptions { Timelines = _recorders[i] })),
        ];
        _boundsRun = new BoundsRun(workload, goal);
        _cards = new SimulatedScorecard?[policies.Count];
        _parallel = parallel;
    }

    public Workload Workload { get; }

    public IReadOnlyList<string> Policies { get; }

    /// <summary>The scorecards that are there, in the order asked.</summary>
    public IReadOnlyList<SimulatedScorecard> Cards => [.. _cards.OfType<SimulatedScorecard>()];

    /// <summary>The same with the timelines of their most expensive functions, where those were asked for.</summary>
    public IReadOnlyList<ReportedRun> ReportedRuns =>
    [
        .. _cards.Index().Where(card => card.Item is not null)
            .Select(card => new ReportedRun(card.Item!, _timelines[card.Index])),
    ];

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
            var card = _runs[job].Play(cancellationToken);
            _timelines[job] = TimelinesOf(job, card, cancellationToken);
            Volatile.Write(ref _cards[job], card);
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

    private static TimelineRecorder RecorderOf(Workload workload) =>
        new(workload.Functions.Count, workload.Trace.Length);

    /// <summary>None of a run that was broken off: what it did last did not last to the end.</summary>
    private IReadOnlyList<SlotTimeline> TimelinesOf(
        int run, SimulatedScorecard card, CancellationToken cancellationToken) =>
        _recorders[run]?.Take(
            cancellationToken.IsCancellationRequested ? [] : CostlyFunctions.Of(Workload, card)) ?? [];
}
