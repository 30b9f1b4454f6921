using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Scheduling.Learning;

/// <summary>
/// What was learned of one function from its runs: how many of its requests may share a slot, and what a slot of it
/// really uses. Facts come in; what may share changes, or does not. Nothing is shared between functions.
/// </summary>
/// <remarks>
/// <code>
/// starts at      one request per slot
/// raised         after enough runs in full company at the level, none of it allowed to have been slow, to as many as
///                memory and CPU are foretold to bear: twice as many until something went wrong, then one more
/// lowered        at once: a kill for memory, to half; a failure that does not happen alone, or a slow-down past
///                noise, to the level before; memory past its guard, to what fits
/// afterwards     not raised past it for a while; for a kill, long
/// unknown        memory that nobody tells is never shared; CPU that nobody tells shows in durations
/// forgotten      by number: the last 64 runs alone, 32 at the level. A function that slows down by itself is lowered
///                until it runs alone again, is measured anew there, and climbs
/// </code>
/// A run counts at the level by its <see cref="FinishedRun.Company"/>: what was allowed but not used proves nothing.
/// A run that began before the level changed proves nothing either, so the other victims of one kill lower nothing.
/// An event earlier than the last one counts as happening with that one.
/// </remarks>
public sealed class FunctionLearning
{
    /// <summary>Values of memory that are enough to lower for them, and to be foretold as heavy: early.</summary>
    private const int FewValues = 5;

    private readonly LearningOptions _options;
    private readonly Resources _limit;
    private readonly LevelEvidence _seen = new();
    private readonly SlotCharge _charge;
    private LevelCeiling _ceiling;
    private CpuPerRequest _cpu;
    private DateTimeOffset _now = DateTimeOffset.MinValue;
    private DateTimeOffset _levelSince = DateTimeOffset.MinValue;
    private TimeSpan _start;
    private double _memoryPerRequest;
    private int _levelBefore = 1;
    private bool _runsTellMemory;
    private bool _isProven;

    /// <summary>Nothing is known yet.</summary>
    /// <param name="options">How carefully to learn.</param>
    /// <param name="memoryMegabytes">What one slot of the function is declared with, more than 0.</param>
    public FunctionLearning(LearningOptions options, double memoryMegabytes)
    {
        _options = options;
        _limit = Resources.OfMemory(memoryMegabytes);
        _charge = new SlotCharge(options, _limit);
        _ceiling = new LevelCeiling(options);
        _cpu = new CpuPerRequest(options.SamplesToTrust);
        _start = options.AssumedStart;
    }

    /// <summary>Requests that may share a slot now; at least 1.</summary>
    public int Concurrency { get; private set; } = 1;

    /// <summary>What it is like to share a slot with.</summary>
    public FunctionClass Class => Classify().Class;

    /// <summary>What says so.</summary>
    public Reason ClassReason => Classify().Reason;

    /// <summary>
    /// What a slot was seen to use at the present concurrency; null until its memory was told often enough. Never more
    /// than is declared.
    /// </summary>
    public MeasuredNeed? Measured => _charge.Measured(Class == FunctionClass.CpuHeavy);

    /// <summary>
    /// What a slot is to be charged with: <see cref="Measured"/>, or else its memory as declared and its CPU oversold
    /// by <see cref="LearningOptions.CpuOversale"/>. The slot itself is always made as declared: its limit of memory
    /// is its share of CPU as well.
    /// </summary>
    public MeasuredNeed Charge => Measured ?? _charge.Unmeasured;

    /// <summary>Memory of a slot per request in it, in MB, as last measured; 0 while unknown.</summary>
    internal double MemoryPerRequest => _memoryPerRequest;

    /// <summary>A run is over.</summary>
    /// <returns>How many may share a slot from now on; null when that stays.</returns>
    public LearningChange? Returned(in FinishedRun run, DateTimeOffset now)
    {
        Advance(now);
        _start = run.ColdStart ?? _start;
        var duration = run.Duration > TimeSpan.Zero ? run.Duration : TimeSpan.Zero;
        var company = Math.Max(1, run.Company);
        if (IsAmount(run.MemoryMegabytes) && run.MemoryMegabytes > 0)
        {
            _runsTellMemory = true;
            _charge.Memory(run.MemoryMegabytes);
        }

        if (run.Began < _levelSince)
        {
            return null;
        }

        if (run.End == RunEnd.OutOfMemory)
        {
            return Trouble(Math.Max(1, Concurrency / 2), Reason.OutOfMemory);
        }

        if (run.End != RunEnd.Good)
        {
            _seen.Failed(company);
            return Concurrency > 1 && _seen.FailsTogether() ? Trouble(_levelBefore, Reason.FailedTogether) : null;
        }

        _seen.Good(duration.TotalMilliseconds, company, Concurrency);
        if (IsAmount(run.MemoryMegabytes) && run.MemoryMegabytes > 0)
        {
            _seen.Memory(run.MemoryMegabytes, company, Concurrency);
        }

        return Decide();
    }

    /// <summary>A slot was looked at. What nobody can use (less than nothing, no number) is ignored.</summary>
    /// <returns>How many may share a slot from now on; null when that stays.</returns>
    public LearningChange? Sampled(in SlotUse use, DateTimeOffset now)
    {
        Advance(now);
        if (!IsAmount(use.MemoryMegabytes) || !IsAmount(use.CpuMillicores) || !IsAmount(use.Company))
        {
            return null;
        }

        _charge.Cpu(use.CpuMillicores, _now);
        _cpu.Add(use.CpuMillicores, use.Company);

        // A look sees a run half-way; where runs tell their peaks, those are better.
        if (_runsTellMemory || use.Company <= 0 || use.MemoryMegabytes <= 0)
        {
            return null;
        }

        _charge.Memory(use.MemoryMegabytes);
        _seen.Memory(use.MemoryMegabytes, use.Company, Concurrency);
        return Decide();
    }

    private static bool IsAmount(double value) => double.IsFinite(value) && value >= 0;

    private void Advance(DateTimeOffset now)
    {
        if (now > _now)
        {
            _now = now;
        }
    }

    private LearningChange? Decide()
    {
        if (_seen.MemoryValues >= FewValues)
        {
            _memoryPerRequest = _seen.MemoryPerRequest;
            if (Concurrency > 1 && Concurrency > FitsMemory())
            {
                return Trouble(Math.Max(1, FitsMemory()), Reason.MemoryGuard);
            }
        }

        if (Concurrency == 1)
        {
            return MayRaise ? Raise() : null;
        }

        if (_seen.FullRuns < _options.RunsToLower)
        {
            return null;
        }

        var (delay, error) = _seen.Delay();
        var allowed = AllowedMs(_seen.AloneMs);
        if (delay > allowed + (_options.SlowErrors * error))
        {
            return Trouble(_levelBefore, Reason.SlowedDown);
        }

        return MayRaise && delay <= allowed ? Raise() : null;
    }

    private bool MayRaise =>
        _seen.FullRuns >= _options.RunsToRaise && _seen.MemoryValues >= _options.RunsToRaise;

    private LearningChange? Raise()
    {
        _isProven = true;
        _ceiling.Proven(Concurrency, _now);
        var next = _ceiling.HadTroubles ? Concurrency + 1 : Concurrency * 2;
        next = Math.Min(next, _options.MaximumConcurrency);
        next = Math.Min(next, _ceiling.At(_now) ?? next);
        next = Math.Min(next, Math.Min(FitsMemory(), FitsCpu()));
        return next > Concurrency ? Move(next, before: Concurrency, Reason.MeasuredSafe) : null;
    }

    private LearningChange? Trouble(int level, Reason reason)
    {
        _ceiling.Lower(level, reason, _now);
        return level < Concurrency ? Move(level, before: (level + 1) / 2, reason) : null;
    }

    private LearningChange Move(int level, int before, Reason reason)
    {
        var change = new LearningChange(Concurrency, level, reason);
        _charge.Moved(Concurrency, level);
        (Concurrency, _levelBefore, _levelSince) = (level, before, _now);
        _seen.Begin();
        return change;
    }

    /// <summary>How much longer a run in company may take than one alone, in milliseconds.</summary>
    private double AllowedMs(double aloneMs) =>
        (_options.AllowedSlowdown * aloneMs) + (_options.AllowedDelay * _start.TotalMilliseconds);

    /// <summary>Requests whose memory stays under the guard together.</summary>
    private int FitsMemory() => WholeUpTo(_options.MemoryGuard * _limit.MemoryMegabytes / _memoryPerRequest);

    /// <summary>
    /// Requests that the slot's CPU is enough for, or that are slowed by no more than is allowed if it is not: n of
    /// them, each with u of a quota q, take n · u / q of their time alone.
    /// </summary>
    /// <remarks>
    /// 256 MB are 166.7 millicores. Runs of 160 ms that use 50 of them while they run and may take 21 ms longer:
    /// 166.7 / 50 · (160 + 21) / 160 = 3.8, so three.
    /// </remarks>
    private int FitsCpu()
    {
        if (_cpu.Millicores is not { } millicores)
        {
            return int.MaxValue;
        }

        var alone = _seen.AloneMs;
        var stretch = alone > 0 ? (alone + AllowedMs(alone)) / alone : double.PositiveInfinity;
        return WholeUpTo(_limit.CpuMillicores / millicores * stretch);
    }

    private static int WholeUpTo(double value) => value < int.MaxValue ? (int)value : int.MaxValue;

    private (FunctionClass Class, Reason Reason) Classify()
    {
        if (_ceiling.At(_now) == 1)
        {
            return (ClassOf(_ceiling.Reason), _ceiling.Reason);
        }

        if (_memoryPerRequest <= 0)
        {
            return (FunctionClass.Unknown, Reason.TooFewRuns);
        }

        if (FitsMemory() < 2)
        {
            return (FunctionClass.MemoryHeavy, Reason.MemoryGuard);
        }

        return FitsCpu() < 2 ? (FunctionClass.CpuHeavy, Reason.CpuShare)
            : _isProven ? (FunctionClass.Light, Reason.MeasuredSafe)
            : (FunctionClass.Unknown, Reason.TooFewRuns);
    }

    private static FunctionClass ClassOf(Reason harm) => harm switch
    {
        Reason.OutOfMemory or Reason.MemoryGuard => FunctionClass.MemoryHeavy,
        Reason.SlowedDown => FunctionClass.CpuHeavy,
        _ => FunctionClass.Unknown,
    };
}
