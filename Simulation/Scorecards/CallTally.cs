using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Simulation.Scorecards;

/// <summary>
/// Adds up calls while they end, and makes the scorecard. Its size depends on the number of functions and kinds of
/// failure, not on the number of calls. Safe from any thread.
/// </summary>
public sealed class CallTally
{
    private readonly Lock _lock = new();
    private readonly IReadOnlyList<FunctionSpec> _functions;
    private readonly FunctionSums[] _sums;
    private readonly FailureTally _failures = new();
    private double _idleCallSeconds;

    /// <summary>An empty tally.</summary>
    /// <param name="functions">The functions; calls name them by index.</param>
    public CallTally(IReadOnlyList<FunctionSpec> functions)
    {
        _functions = functions;
        _sums = new FunctionSums[functions.Count];
    }

    /// <summary>Latency of every Assign that was answered.</summary>
    public LatencyHistogram AssignLatency { get; } = new();

    /// <summary>Adds a call that executed to its end.</summary>
    /// <param name="function">The function's index.</param>
    /// <param name="duration">Execution, in trace time.</param>
    /// <param name="assign">Latency of Assign, as measured.</param>
    /// <param name="idle">Latency of Idle, as measured.</param>
    /// <param name="cold">Whether it waited for a new instance.</param>
    public void Succeeded(int function, TimeSpan duration, TimeSpan assign, TimeSpan idle, bool cold)
    {
        AssignLatency.Add(assign);
        lock (_lock)
        {
            ref var sums = ref _sums[function];
            sums.Requests++;
            sums.ColdStarts += cold ? 1 : 0;
            sums.ExecSeconds += duration.TotalSeconds;
            sums.ScheduleSeconds += assign.TotalSeconds;
            sums.WaitSeconds += cold ? 0 : assign.TotalSeconds;
            _idleCallSeconds += idle.TotalSeconds;
        }
    }

    /// <summary>Adds calls that executed to their end, were served at once and gave back at once.</summary>
    /// <param name="function">The function's index.</param>
    /// <param name="calls">How many.</param>
    /// <param name="execution">Their execution, in trace time, added up.</param>
    internal void SucceededAtOnce(int function, long calls, TimeSpan execution)
    {
        AssignLatency.Add(TimeSpan.Zero, calls);
        lock (_lock)
        {
            ref var sums = ref _sums[function];
            sums.Requests += calls;
            sums.ExecSeconds += execution.TotalSeconds;
        }
    }

    /// <summary>Adds a call that failed.</summary>
    /// <param name="function">The function's index.</param>
    /// <param name="kind">In what way; a handful of different texts.</param>
    /// <param name="message">The particulars.</param>
    /// <param name="assign">Latency of Assign, as measured; null when it was never sent.</param>
    public void Failed(int function, string kind, string message, TimeSpan? assign)
    {
        if (assign is { } latency)
        {
            AssignLatency.Add(latency);
        }

        lock (_lock)
        {
            ref var sums = ref _sums[function];
            sums.Requests++;
            sums.Failed++;
            sums.ScheduleSeconds += assign?.TotalSeconds ?? 0;
            _failures.Add(kind, message);
        }
    }

    /// <summary>Calls that ended, failed and were cold, up to now.</summary>
    public CallCounts Counts()
    {
        lock (_lock)
        {
            var counts = default(CallCounts);
            foreach (ref readonly var sums in _sums.AsSpan())
            {
                counts = new CallCounts(
                    counts.Ended + sums.Requests, counts.Failed + sums.Failed, counts.ColdStarts + sums.ColdStarts);
            }

            return counts;
        }
    }

    /// <summary>The scorecard up to now.</summary>
    /// <param name="slots">The platform's accounts, on the run's clock.</param>
    /// <param name="slotsByFunction">The same by function key.</param>
    /// <param name="header">What to say of the run.</param>
    public Scorecard ToScorecard(
        SlotAccounts slots, IReadOnlyDictionary<string, FunctionSlots> slotsByFunction, ScorecardHeader header)
    {
        lock (_lock)
        {
            var functions = FunctionScores(slotsByFunction, header.Speed);
            var totals = Totals(functions);
            var slotGbSeconds = slots.SlotGbSeconds * header.Speed;
            var idleCallSeconds = _idleCallSeconds * header.Speed;
            var successRate =
                totals.Requests > 0 ? (double)(totals.Requests - totals.Failed) / totals.Requests : 0;
            return new Scorecard
            {
                Requests = totals.Requests,
                Failed = totals.Failed,
                SuccessRate = successRate,
                ColdStarts = totals.ColdStarts,
                WarmStarts = totals.WarmStarts,
                SlotsCreated = slots.Created,
                SlotsDestroyed = slots.Destroyed,
                SlotsLiveAtEnd = slots.Live,
                PeakSlots = slots.Peak,
                ExecSeconds = totals.ExecSeconds,
                ExecGbSeconds = totals.ExecGbSeconds,
                SlotGbSeconds = slotGbSeconds,
                ScheduleSeconds = totals.ScheduleSeconds,
                WaitSeconds = totals.WaitSeconds,
                IdleCallSeconds = idleCallSeconds,
                AssignLatencyMs = AssignLatency.Summary(),
                Contest = ContestScore.Of(
                    totals.ExecGbSeconds,
                    slotGbSeconds,
                    totals.ExecSeconds,
                    totals.ScheduleSeconds + idleCallSeconds,
                    successRate),
                Rum = RumScore.Of(totals.ColdStarts, totals.WaitSeconds, slotGbSeconds, totals.ExecGbSeconds),
                WallSeconds = header.WallSeconds,
                Speed = header.Speed,
                Policy = header.Policy,
                Trace = header.Trace,
                Functions = functions,
                Failures = _failures.Kinds(),
                Notes = header.Notes,
            };
        }
    }

    private List<FunctionScore> FunctionScores(
        IReadOnlyDictionary<string, FunctionSlots> slotsByFunction, double speed)
    {
        var scores = new List<FunctionScore>();
        for (var i = 0; i < _sums.Length; i++)
        {
            var slots = slotsByFunction.GetValueOrDefault(_functions[i].Key.Value);
            if (_sums[i].Requests > 0 || slots.Created > 0)
            {
                scores.Add(_sums[i].ToScore(_functions[i], slots, speed));
            }
        }

        return scores;
    }

    private static FunctionScore Totals(List<FunctionScore> functions) => new()
    {
        Key = "",
        MemoryMegabytes = 0,
        Requests = functions.Sum(f => f.Requests),
        Failed = functions.Sum(f => f.Failed),
        ColdStarts = functions.Sum(f => f.ColdStarts),
        WarmStarts = functions.Sum(f => f.WarmStarts),
        SlotsCreated = functions.Sum(f => f.SlotsCreated),
        ExecSeconds = functions.Sum(f => f.ExecSeconds),
        ExecGbSeconds = functions.Sum(f => f.ExecGbSeconds),
        SlotGbSeconds = functions.Sum(f => f.SlotGbSeconds),
        ScheduleSeconds = functions.Sum(f => f.ScheduleSeconds),
        WaitSeconds = functions.Sum(f => f.WaitSeconds),
    };
}
