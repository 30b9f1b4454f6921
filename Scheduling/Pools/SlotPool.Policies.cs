using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Pools;

// What the policies are shown, when they are asked, and what is done with their answers.
public sealed partial class SlotPool
{
    private readonly InstantList<RequestEntry> _runningSince;
    private readonly InstantList<Slot> _startingSince;
    private readonly PolicyState?[] _states = new PolicyState?[3];
    private PolicySet _policies;
    private KeepAliveDecision _keep;
    private PrewarmDecision _prewarm;
    private DateTimeOffset? _startAt;
    private DateTimeOffset? _foreseeAt;
    private DateTimeOffset? _companionCalledAt;
    private long _callsBeforeLive;

    /// <summary>What was learned of the function.</summary>
    public FunctionStatistics Statistics { get; } = new();

    /// <summary>The policies that decide.</summary>
    public PolicySet Policies => _policies;

    /// <summary>The pool as a policy sees it.</summary>
    public PoolSnapshot Snapshot => Look(null);

    /// <summary>What the memory budget's clock shows; its owner sets it before the events that it matters to.</summary>
    public double ReclaimClock { get; set; }

    /// <summary>Memory in MB of the slots that serve or will serve.</summary>
    public double LiveMegabytes => _slots.Live * Function.MemoryMegabytes;

    /// <summary>
    /// What the coldest idle slot is worth to a memory budget; null while there is none that the budget may take.
    /// </summary>
    public double? ReclaimPriority => MayReclaim ? _keep.Priority : null;

    /// <summary>
    /// Slots to keep though nobody calls: none before the first request, unless they were to be got ready, and none
    /// after a close.
    /// </summary>
    internal int Minimum =>
        Math.Max(Prepared, _opened ? Math.Max(_options.MinimumSlots, _prewarm.Slots) : 0);

    /// <summary>Requests that may wait now.</summary>
    internal double LongestLine =>
        _options.MaximumWaiters + (_options.WaitersPerSlot * _slots.Live * Function.Concurrency);

    /// <summary>When the prewarm policy wants to be asked again; null when it waits for an event.</summary>
    internal DateTimeOffset? ForeseeAt => _foreseeAt;

    private Reason WhyMinimum =>
        _slots.Live < Prepared ? Reason.MoreParts
        : _slots.Live < _options.MinimumSlots ? Reason.MinimumSlots
        : _prewarm.Reason;

    private int Wanting => _requests.HoldingCount + _waiting.Count;

    private bool WantsStart => _waiting.Count > 0 || _slots.Live < Minimum;

    private bool MayReclaim => _slots.Coldest is not null && _slots.Live > Minimum;

    /// <summary>Changes what decides, from this call on. What the policies before had noted is forgotten.</summary>
    public void UsePolicies(PolicySet policies, DateTimeOffset now, List<PoolCommand> commands)
    {
        Advance(now);
        _policies = policies;
        _keep = default;
        Array.Clear(_states);
        LookAgain(commands, Reason.None);
    }

    /// <summary>A function that tends to be called with this one was called.</summary>
    public void CompanionCalled(DateTimeOffset now, List<PoolCommand> commands)
    {
        Advance(now);
        _companionCalledAt = _now;
        LookAgain(commands, Reason.None);
    }

    /// <summary>The owner of the memory budget wants the coldest idle slot's memory back.</summary>
    /// <returns>False when there is none that may go.</returns>
    public bool ReclaimUnderPressure(DateTimeOffset now, List<PoolCommand> commands)
    {
        Advance(now);
        if (!MayReclaim)
        {
            return false;
        }

        Retire(_slots.Coldest!, Reason.MemoryPressure, commands);
        LookAgain(commands, Reason.None);
        return true;
    }

    /// <summary>Whether an idle slot serves only in place of a cold start.</summary>
    internal bool IsSetAside(Slot slot) => _keep.RouteFor is { } routed && _now - slot.IdleSince > routed;

    private PoolSnapshot Look(PolicyState? state) => new()
    {
        Now = _now,
        Function = Function,
        Statistics = Statistics,
        State = state,
        Starting = _slots.Starting,
        Idle = _slots.Idle,
        Busy = _slots.Busy,
        InUse = _requests.HoldingCount,
        Waiting = _waiting,
        RunningSince = _runningSince,
        StartingSince = _startingSince,
        IdleSince = _slots.Coldest?.IdleSince,
        IdleClock = _slots.Coldest?.IdleClock ?? 0,
        CallsWhileLive = Statistics.Arrivals - _callsBeforeLive,
        CompanionCalledAt = _companionCalledAt,
    };

    private void StartNeeded(List<PoolCommand> commands)
    {
        Foresee();
        _startAt = null;
        if (!WantsStart)
        {
            return;
        }

        if (!_starts.IsOpen(_now))
        {
            GrantAllSetAside(commands);

            // Kept, not derived from the gate: an event at or past that instant that starts nothing must not hide it.
            _startAt = _starts.OpensAt;
            return;
        }

        if (_waiting.Count > 0)
        {
            ScaleUp(commands);
        }

        while (_slots.Live < Minimum && MayHaveMore)
        {
            Start(WhyMinimum, commands);
        }
    }

    /// <summary>
    /// Who waits has no idle slot but those set aside. The policy does not see them, or it would wait for slots that
    /// nobody is routed to; each one stands in for one of the creates that it asks for.
    /// </summary>
    private void ScaleUp(List<PoolCommand> commands)
    {
        var decision = _policies.ScaleUp.Decide(Look(_states[_policies.ScaleUpSeat]) with { Idle = 0 });
        _states[_policies.ScaleUpSeat] = decision.State;
        _startAt = Later(decision.AskAgainAt);
        var creates = decision.Creates;
        while (creates > 0 && GrantSetAside(commands))
        {
            creates--;
        }

        creates -= _slots.Idle;
        for (; creates > 0 && MayHaveMore; creates--)
        {
            Start(decision.Reason, commands);
        }
    }

    /// <summary>Asks how many slots should stand ready; none before the first request and after a close.</summary>
    private void Foresee()
    {
        _prewarm = default;
        _foreseeAt = null;
        if (_opened && _policies.Prewarm is not NoPrewarm)
        {
            _prewarm = _policies.Prewarm.Decide(Look(_states[_policies.PrewarmSeat]));
            _states[_policies.PrewarmSeat] = _prewarm.State;
            _foreseeAt = Later(_prewarm.AskAgainAt);
        }
    }

    private void Reclaim(List<PoolCommand> commands, bool returned)
    {
        while (MayReclaim)
        {
            _keep = _policies.KeepAlive.Decide(Look(_states[PolicySet.KeepAliveSeat]));
            _states[PolicySet.KeepAliveSeat] = _keep.State;
            var slot = _slots.Coldest!;
            if (_keep.KeepAlive <= TimeSpan.Zero && returned)
            {
                Retire(slot, Reason.KeepNothing, commands);
            }
            else if (_keep.MaximumIdle < _slots.Idle)
            {
                Retire(slot, Reason.IdleCap, commands);
            }
            else if (ReclaimTime.Of(slot.IdleSince, _keep) <= _now)
            {
                Retire(slot, Reason.KeepAliveOver, commands);
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>By the last answer about keep-alive: every event that may change it ends with asking.</summary>
    private DateTimeOffset? ReclaimAt()
    {
        if (!MayReclaim)
        {
            return null;
        }

        DateTimeOffset? next = ReclaimTime.Of(_slots.Coldest!.IdleSince, _keep);
        KeepEarlier(ref next, Later(_keep.AskAgainAt));
        return next;
    }

    /// <summary>An instant that has come already is no reason to be woken again and again.</summary>
    private DateTimeOffset? Later(DateTimeOffset? instant) => instant > _now ? instant : null;
}
