using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Shells;
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
    private readonly FunctionServices _services;
    private readonly FunctionOptions _options;
    private readonly PoolFactory _pools;
    private readonly SlotLifecycle _lifecycle;
    private readonly FunctionInstruments _instruments;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    private readonly List<PoolCommand> _commands = [];
    private readonly BackgroundWork _background = new();
    private readonly CommandLoop<PoolCommand> _loop;
    private readonly DeadlineTimer _timer;
    private readonly DecisionLog _decisions;
    private readonly WaitingAsks _asks;
    private readonly LedgerBook _ledger;
    private string _key = "";
    private SlotPool? _pool;
    private SlotGauge _gauge;
    private string? _lastFailure;
    private string? _traceParent;
    private bool _closing;
    private bool _abdicated;
    private Task _recovery = Task.CompletedTask;

    /// <summary>Made by the silo, once per activation.</summary>
    public FunctionGrain(
        FunctionServices services,
        [PersistentState("slots", LedgerStorage.Name)] IPersistentState<FunctionLedger> ledger,
        ILogger<FunctionGrain> logger)
    {
        _services = services;
        _options = services.Options;
        _pools = services.Pools;
        _lifecycle = services.Lifecycle;
        _instruments = services.Instruments;
        _time = services.Time;
        _logger = logger;
        _decisions = new DecisionLog(_options.RememberedDecisions);
        _asks = new WaitingAsks(_options.AnswerWaitingAfter, _time);
        _loop = new CommandLoop<PoolCommand>(_commands, command => Execute(_pool!, command), HaveExecuted);
        _timer = new DeadlineTimer(this, DelayDeactivation, OnTimer, _time);
        _ledger = new LedgerBook(ledger, services.Ledgers, _background, _time, logger) { HaveLost = Abdicate };
    }

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = this.GetPrimaryKeyString();
        OpenPart();
        return _services.Ledgers.IsOn ? RecoverAsync() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Close();
        if (_pool is not null)
        {
            await EndAsync(_pool, reason, cancellationToken);
        }

        _ledger.Leave();
    }

    private async Task EndAsync(SlotPool pool, DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_abdicated || HandsOver(reason))
        {
            await HandOverAsync(cancellationToken);
        }
        else
        {
            pool.Close(_time.GetUtcNow(), _commands);
            _loop.Run();
            await EndWorkAsync(cancellationToken);
            await FlushAsync(() => _ledger.CloseAsync());
        }

        _lifecycle.Quotas.Functions.Return();
    }

    /// <inheritdoc/>
    public ValueTask<AssignReply> Assign(AssignRequest request)
    {
        if (!_services.Ledgers.Fence.IsOpen || _abdicated)
        {
            return AssignLaterAsync(request);
        }

        var start = _instruments.MeasuresScheduling ? _time.GetTimestamp() : 0;
        var now = _time.GetUtcNow();
        if (_asks.TakeUnheard(request.RequestId) is { } unheard)
        {
            return new ValueTask<AssignReply>(unheard);
        }

        if (Declare(request, now) is not { } pool)
        {
            DeactivateOnIdle();
            _instruments.Assigned(AssignOutcome.Rejected, Reason.FunctionsBound);
            return new ValueTask<AssignReply>(ReplyOf(AssignOutcome.Rejected, Reason.FunctionsBound));
        }

        if (IsElsewhere(pool, request, now))
        {
            return new ValueTask<AssignReply>(ReplyOf(AssignOutcome.Elsewhere, Reason.None));
        }

        _traceParent = request.TraceParent;
        using var span = _traceParent is null ? null : _instruments.StartSpan("function.assign", _traceParent);
        var result = pool.Assign(
            new RequestId(request.RequestId), now + request.Wait, now, _commands, request.Attempt);

        // Waits before the commands are carried out: the answer may be one of them.
        var wait = result.Status == AssignStatus.Waiting
            ? _asks.WaitAsync(request.RequestId, request.Attempt, now)
            : default;
        _loop.Run();
        TellCompanions(pool);
        _traceParent = null;
        if (start != 0)
        {
            _instruments.Scheduled(_time.GetElapsedTime(start));
        }

        switch (result.Status)
        {
            case AssignStatus.Granted:
                return new ValueTask<AssignReply>(
                    ReplyOf(AssignOutcome.Granted, result.Reason, result.Slot));
            case AssignStatus.Rejected:
                return new ValueTask<AssignReply>(ReplyOf(AssignOutcome.Rejected, result.Reason));
            case AssignStatus.Finished:
                _instruments.Assigned(AssignOutcome.Finished, Reason.None);
                return new ValueTask<AssignReply>(ReplyOf(AssignOutcome.Finished, Reason.None));
            default:
                return wait;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IdleReply> Idle(IdleRequest request)
    {
        if (!_services.Ledgers.Fence.IsOpen || _abdicated || !(_recovery.IsCompleted || IsKnown(request)))
        {
            return IdleLaterAsync(request);
        }

        return IdleNow(request);
    }

    private ValueTask<IdleReply> IdleNow(IdleRequest request)
    {
        if (_pool is null)
        {
            DeactivateOnIdle();
            _instruments.Idled(IdleOutcome.UnknownFunction);
            return new ValueTask<IdleReply>(new IdleReply { Outcome = IdleOutcome.UnknownFunction });
        }

        var now = TellTime(_pool);
        Learn(_pool, request, now);
        var status = _pool.Complete(
            new RequestId(request.RequestId),
            new SlotId(request.InstanceId),
            request.NeedDestroy,
            now,
            _commands,
            request.MayBeRepeat);
        _loop.Run();
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
    public ValueTask<bool> Abandon(string requestId, long attempt)
    {
        if (!_services.Ledgers.Fence.IsOpen)
        {
            return AbandonLaterAsync(requestId, attempt);
        }

        if (!MayAct())
        {
            return new ValueTask<bool>(false);
        }

        _asks.DropRefusal(requestId, attempt);
        var now = TellTime(_pool);
        var known = _pool.Abandon(new RequestId(requestId), now, _commands, attempt);
        if (known && _asks.Answer(requestId, ReplyOf(AssignOutcome.Rejected, Reason.Abandoned)) is { } since)
        {
            _instruments.Assigned(AssignOutcome.Rejected, Reason.Abandoned);
            _instruments.Waited(now - since, Reason.Abandoned);
        }

        _loop.Run();
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
            Policy = _pool.Policies.Name,
            Starting = snapshot.Starting,
            Idle = snapshot.Idle,
            Busy = snapshot.Busy + _pool.UnknownSlots,
            Retiring = _pool.RetiringSlots,
            Waiting = snapshot.Waiting.Count,
            Asking = _asks.Asking,
            SlotsCreated = _pool.SlotsCreated,
            SlotsForgotten = _pool.SlotsForgotten,
            Decisions = _decisions.Read(),
            Concurrency = snapshot.Function.Concurrency,
            Use = DescribeUse(),
            Parts = _pool.Parts,
        });
    }

    /// <summary>The pool, made at the first Assign and told when the function is declared otherwise.</summary>
    /// <returns>Null when the silo serves as many functions as it may.</returns>
    private SlotPool? Declare(AssignRequest request, DateTimeOffset now)
    {
        var known = _pool?.Function;
        if (known is not null
            && IsSameSlot(request, known)
            && known.Timeout == request.Timeout
            && _learning is not null == request.MayShare)
        {
            return _pool;
        }

        var function = new FunctionSpec
        {
            Key = new FunctionKey(_function),
            Runtime = request.Runtime,
            Tenant = request.Tenant,
            Handler = request.Handler,
            MemoryMegabytes = request.MemoryMegabytes,
            Timeout = request.Timeout,
            Concurrency = LearnOf(request, known),
        };
        if (_pool is not null)
        {
            _pool.Redeclare(function, now, _commands);
            _pools.Reassign(_pool, known!, now, _commands);
        }
        else if (_lifecycle.Quotas.Functions.TryTake())
        {
            _pool = _pools.Create(function, _ledger.Board, _part);
        }

        _ledger.Declare(function, request.MayShare);
        return _pool;
    }

    private AssignReply ReplyOf(AssignOutcome outcome, Reason reason, Slot? slot = null)
    {
        var isPlatformAtFault = reason is Reason.PlatformFailing or Reason.PlatformRefused or Reason.WaitDeadline;
        return new AssignReply
        {
            Outcome = outcome,
            Reason = reason,
            InstanceId = slot?.Id.Value,
            Location = slot?.Location is { } place
                ? new InstanceLocation(place.Node.Value, place.Address, place.Port, place.Container)
                : null,
            Detail = isPlatformAtFault ? _lastFailure : null,
            Epoch = _ledger.Epoch,
            Parts = _parts?.Parts ?? 0,
        };
    }
}
