using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <summary>
/// The shell round one <see cref="SlotPool"/>: turns calls, platform answers and one timer into events, and carries out
/// the commands that come back. Reentrant, because a start takes seconds and Idle must not queue behind it; safe,
/// because no event awaits anything.
/// </summary>
[Reentrant]
public sealed partial class FunctionGrain : Grain, IFunctionGrain
{
    /// <summary>Timers take at most 49 days; a tick after one does no harm.</summary>
    private static readonly TimeSpan s_longestTimer = TimeSpan.FromDays(1);

    /// <summary>
    /// Idle collection knows nothing of timers: the activation must still be there when the timer fires.
    /// </summary>
    private static readonly TimeSpan s_activeBeyondDeadline = TimeSpan.FromMinutes(1);

    private readonly FunctionOptions _options;
    private readonly PoolFactory _pools;
    private readonly SlotLifecycle _lifecycle;
    private readonly FunctionInstruments _instruments;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    private readonly List<PoolCommand> _commands = [];
    private readonly HashSet<Task> _background = [];
    private readonly DecisionLog _decisions;
    private readonly WaitingAsks _asks;
    private string _key = "";
    private SlotPool? _pool;
    private IGrainTimer? _timer;
    private DateTimeOffset _armedFor = DateTimeOffset.MaxValue;
    private SlotGauge _gauge;
    private string? _lastFailure;
    private string? _traceParent;
    private bool _executing;
    private bool _closing;

    /// <summary>Made by the silo, once per activation.</summary>
    public FunctionGrain(
        FunctionOptions options,
        PoolFactory pools,
        SlotLifecycle lifecycle,
        FunctionInstruments instruments,
        TimeProvider time,
        ILogger<FunctionGrain> logger)
    {
        _options = options;
        _pools = pools;
        _lifecycle = lifecycle;
        _instruments = instruments;
        _time = time;
        _logger = logger;
        _decisions = new DecisionLog(options.RememberedDecisions);
        _asks = new WaitingAsks(options.AnswerWaitingAfter, time);
    }

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = this.GetPrimaryKeyString();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_pool is null)
        {
            return;
        }

        _closing = true;
        _pool.Close(_time.GetUtcNow(), _commands);
        Execute(_pool);
        try
        {
            await Task.WhenAll(_background).WaitAsync(_options.CloseTimeout, _time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            LogCloseTimedOut(_key);
        }

        _lifecycle.Quotas.Functions.Return();
    }

    /// <inheritdoc/>
    public ValueTask<AssignReply> Assign(AssignRequest request)
    {
        var start = _instruments.MeasuresScheduling ? _time.GetTimestamp() : 0;
        var now = _time.GetUtcNow();
        if (_asks.TakeUnheard(request.RequestId) is { } unheard)
        {
            return new ValueTask<AssignReply>(unheard);
        }

        if (Declare(request, now) is not { } pool)
        {
            DeactivateOnIdle();
            return new ValueTask<AssignReply>(Answered(AssignOutcome.Rejected, Reason.FunctionsBound));
        }

        _traceParent = request.TraceParent;
        using var span = _traceParent is null ? null : _instruments.StartSpan("function.assign", _traceParent);
        var result = pool.Assign(new RequestId(request.RequestId), now + request.Wait, now, _commands);
        Execute(pool);
        _traceParent = null;
        if (start != 0)
        {
            _instruments.Scheduled(_time.GetElapsedTime(start));
        }

        return result.Status switch
        {
            AssignStatus.Granted => new ValueTask<AssignReply>(
                Answered(AssignOutcome.Granted, result.Reason, result.Slot!.Id.Value)),
            AssignStatus.Rejected => new ValueTask<AssignReply>(Answered(AssignOutcome.Rejected, result.Reason)),
            AssignStatus.Finished => new ValueTask<AssignReply>(Answered(AssignOutcome.Finished, Reason.None)),
            _ => WaitAsync(request.RequestId, now),
        };
    }

    /// <inheritdoc/>
    public ValueTask<IdleReply> Idle(IdleRequest request)
    {
        if (_pool is null)
        {
            DeactivateOnIdle();
            _instruments.Idled(IdleOutcome.UnknownFunction);
            return new ValueTask<IdleReply>(new IdleReply { Outcome = IdleOutcome.UnknownFunction });
        }

        var status = _pool.Complete(
            new RequestId(request.RequestId),
            new SlotId(request.InstanceId),
            request.NeedDestroy,
            _time.GetUtcNow(),
            _commands);
        Execute(_pool);
        var outcome = status switch
        {
            CompleteStatus.Done => IdleOutcome.Done,
            CompleteStatus.Repeated => IdleOutcome.Repeated,
            _ => IdleOutcome.NotHeld,
        };
        _instruments.Idled(outcome);
        return new ValueTask<IdleReply>(new IdleReply { Outcome = outcome });
    }

    /// <inheritdoc/>
    public ValueTask<bool> Abandon(string requestId)
    {
        if (_pool is null)
        {
            return new ValueTask<bool>(false);
        }

        _asks.TakeUnheard(requestId);
        var known = _pool.Abandon(new RequestId(requestId), _time.GetUtcNow(), _commands);
        _asks.Answer(requestId, Answered(AssignOutcome.Rejected, Reason.Abandoned));
        Execute(_pool);
        return new ValueTask<bool>(known);
    }

    /// <inheritdoc/>
    public ValueTask<FunctionStatus> GetStatus()
    {
        if (_pool is null)
        {
            return new ValueTask<FunctionStatus>(new FunctionStatus { Policy = _pools.PolicyName });
        }

        var snapshot = _pool.Snapshot;
        return new ValueTask<FunctionStatus>(new FunctionStatus
        {
            Policy = _pools.PolicyName,
            Starting = snapshot.Starting,
            Idle = snapshot.Idle,
            Busy = snapshot.Busy,
            Retiring = _pool.RetiringSlots,
            Waiting = snapshot.Waiting.Count,
            SlotsCreated = _pool.SlotsCreated,
            SlotsForgotten = _pool.SlotsForgotten,
            Decisions = _decisions.Read(),
        });
    }

    /// <summary>The pool, made at the first Assign and told when the function is declared otherwise.</summary>
    /// <returns>Null when the silo serves as many functions as it may.</returns>
    private SlotPool? Declare(AssignRequest request, DateTimeOffset now)
    {
        var known = _pool?.Function;
        if (known is not null
            && known.MemoryMegabytes.Equals(request.MemoryMegabytes)
            && known.Timeout == request.Timeout
            && known.Runtime == request.Runtime)
        {
            return _pool;
        }

        var function = new FunctionSpec
        {
            Key = new FunctionKey(_key),
            Runtime = request.Runtime,
            MemoryMegabytes = request.MemoryMegabytes,
            Timeout = request.Timeout,
        };
        if (_pool is not null)
        {
            _pool.Redeclare(function, now, _commands);
        }
        else if (_lifecycle.Quotas.Functions.TryTake())
        {
            _pool = _pools.Create(function);
        }

        return _pool;
    }

    private async ValueTask<AssignReply> WaitAsync(string requestId, DateTimeOffset since)
    {
        var reply = await _asks.WaitAsync(requestId);
        if (reply.Outcome != AssignOutcome.Waiting)
        {
            _instruments.Waited(_time.GetUtcNow() - since, reply.Reason);
        }

        return reply;
    }

    private AssignReply Answered(AssignOutcome outcome, Reason reason, string? instanceId = null)
    {
        _instruments.Assigned(outcome, reason);
        var isPlatformAtFault = reason is Reason.PlatformFailing or Reason.PlatformRefused or Reason.WaitDeadline;
        return new AssignReply
        {
            Outcome = outcome,
            Reason = reason,
            InstanceId = instanceId,
            Detail = isPlatformAtFault ? _lastFailure : null,
        };
    }

    /// <summary>
    /// Carries out what the pool decided. A platform may answer at once, and its answer is then an event in the midst of
    /// this: what that one decides is appended and done here too, in order.
    /// </summary>
    private void Execute(SlotPool pool)
    {
        if (_executing)
        {
            return;
        }

        _executing = true;
        for (var i = 0; i < _commands.Count; i++)
        {
            Execute(pool, _commands[i]);
        }

        _commands.Clear();
        _executing = false;
        _gauge.Report(pool, _instruments);
        Arm(pool);
    }

    private void Execute(SlotPool pool, PoolCommand command)
    {
        _decisions.Add(pool.Now, command);
        switch (command.Kind)
        {
            case PoolCommandKind.Create:
                LogCreate(_key, command.Slot!.Id.Value, command.Reason);
                _instruments.SlotStarted(command.Reason);
                Track(StartAsync(pool, command.Slot, _traceParent), command.Slot);
                break;
            case PoolCommandKind.Destroy:
                LogDestroy(_key, command.Slot!.Id.Value, command.Reason);
                Track(DestroyAsync(pool, command.Slot, command.Reason), command.Slot);
                break;
            case PoolCommandKind.Grant when command.Reason is Reason.ReturnedSlot or Reason.ReadySlot:
                _asks.Answer(
                    command.Request.Value,
                    Answered(AssignOutcome.Granted, command.Reason, command.Slot!.Id.Value));
                break;
            case PoolCommandKind.Grant:
                break;
            default:
                Reject(command);
                break;
        }
    }

    private void Reject(PoolCommand command)
    {
        LogReject(_key, command.Request.Value, command.Reason);
        if (command.Reason != Reason.WaitersBound)
        {
            _asks.Answer(command.Request.Value, Answered(AssignOutcome.Rejected, command.Reason));
        }
    }

    private async Task StartAsync(SlotPool pool, Slot slot, string? traceParent)
    {
        if (!_lifecycle.Quotas.Slots.TryTake())
        {
            pool.SlotFailed(slot.Id, StartFailure.SlotsBound, _time.GetUtcNow(), _commands);
            Execute(pool);
            return;
        }

        var function = pool.Function;
        var created = await _lifecycle.CreateAsync(slot, traceParent);
        if (created.PlatformSlotId is { } platformSlotId)
        {
            pool.SlotCreated(slot.Id, platformSlotId);
            if (created.Outcome == PlatformOutcome.Ok)
            {
                var inited = await _lifecycle.InitAsync(slot, platformSlotId, function, traceParent);
                EndStart(pool, slot, inited.Outcome, "init", inited.Message);
                return;
            }
        }
        else
        {
            _lifecycle.Quotas.Slots.Return();
        }

        EndStart(pool, slot, created.Outcome, "create", created.Message);
    }

    private void EndStart(SlotPool pool, Slot slot, PlatformOutcome outcome, string step, string? message)
    {
        if (outcome == PlatformOutcome.Ok)
        {
            pool.SlotReady(slot.Id, _time.GetUtcNow(), _commands);
        }
        else
        {
            _lastFailure = $"{step}: {outcome}. {message}";
            LogStartFailed(_key, slot.Id.Value, step, outcome, message);
            pool.SlotFailed(slot.Id, SlotLifecycle.FailureOf(outcome), _time.GetUtcNow(), _commands);
        }

        Execute(pool);
    }

    private async Task DestroyAsync(SlotPool pool, Slot slot, Reason reason)
    {
        var result = await _lifecycle.DestroyAsync(slot, reason.ToString());
        if (result.Outcome == PlatformOutcome.Ok)
        {
            _lifecycle.Quotas.Slots.Return();
            pool.SlotDestroyed(slot.Id, _time.GetUtcNow(), _commands);
        }
        else
        {
            LogDestroyFailed(_key, slot.Id.Value, result.Outcome, result.Message);
            pool.DestroyFailed(slot.Id, _time.GetUtcNow());
        }

        Execute(pool);
    }

    /// <summary>Keeps work that nobody awaits in sight: deactivation waits for it, and a fault of ours is logged.</summary>
    private void Track(Task work, Slot slot)
    {
        if (work.IsCompletedSuccessfully)
        {
            return;
        }

        _background.Add(work);
        _ = WatchAsync(work, slot);
    }

    private async Task WatchAsync(Task work, Slot slot)
    {
        try
        {
            await work;
        }
        catch (Exception fault)
        {
            // Whichever of the two events fits the slot's state is heard, so that the slot is not lost with the fault.
            LogFault(fault, _key, slot.Id.Value);
            _pool!.SlotFailed(slot.Id, StartFailure.Transient, _time.GetUtcNow(), _commands);
            _pool.DestroyFailed(slot.Id, _time.GetUtcNow());
            Execute(_pool);
        }
        finally
        {
            _background.Remove(work);
        }
    }

    /// <summary>
    /// One one-shot timer, for the pool's next deadline, and none when there is none. A deadline that moved away is left
    /// armed: the early tick does nothing but arm anew, which is cheaper than a timer change on every call.
    /// </summary>
    private void Arm(SlotPool pool)
    {
        if (_closing || pool.NextDeadline is not { } next)
        {
            _timer?.Dispose();
            _timer = null;
            _armedFor = DateTimeOffset.MaxValue;
            return;
        }

        if (next >= _armedFor)
        {
            return;
        }

        _armedFor = next;
        var due = next - _time.GetUtcNow();
        due = due < TimeSpan.Zero ? TimeSpan.Zero : due < s_longestTimer ? due : s_longestTimer;
        DelayDeactivation(due + s_activeBeyondDeadline);
        if (_timer is not null)
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
            return;
        }

        _timer = this.RegisterGrainTimer(
            static (grain, _) => grain.OnTimer(),
            this,
            new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    private Task OnTimer()
    {
        _armedFor = DateTimeOffset.MaxValue;
        if (_pool is not null)
        {
            _pool.Tick(_time.GetUtcNow(), _commands);
            Execute(_pool);
        }

        return Task.CompletedTask;
    }
}
