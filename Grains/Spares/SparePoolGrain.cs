using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using OrleansScaler.Contracts.Spares;
using OrleansScaler.Grains.Functions;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Grains.Shells;
using OrleansScaler.Scheduling.Spares;

namespace OrleansScaler.Grains.Spares;

/// <summary>
/// The shell round one <see cref="SparePool"/>: turns calls, platform answers and one timer into events, and carries
/// out the commands that come back. Reentrant, because a create takes long and Take must not queue behind it; safe,
/// because no event awaits anything.
/// </summary>
[Reentrant]
public sealed partial class SparePoolGrain : Grain, ISparePoolGrain
{
    private readonly FunctionServices _services;
    private readonly PoolFactory _pools;
    private readonly SlotLifecycle _lifecycle;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    private readonly List<SpareCommand> _commands = [];
    private readonly BackgroundWork _background = new();
    private readonly CommandLoop<SpareCommand> _loop;
    private readonly DeadlineTimer _timer;
    private readonly SpareBook _book;
    private readonly Dictionary<Spare, string> _platformSlotIds = [];
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _key = "";
    private double _megabytes;
    private SparePool? _pool;

    /// <summary>Made by the silo, once per activation.</summary>
    public SparePoolGrain(
        FunctionServices services,
        [PersistentState("spares", LedgerStorage.Name)] IPersistentState<SpareLedger> ledger,
        ILogger<SparePoolGrain> logger)
    {
        _services = services;
        _pools = services.Pools;
        _lifecycle = services.Lifecycle;
        _time = services.Time;
        _logger = logger;
        _loop = new CommandLoop<SpareCommand>(_commands, command => Execute(_pool!, command), Arm);
        _timer = new DeadlineTimer(this, DelayDeactivation, OnTimer, _time);
        _book = new SpareBook(ledger, services.Ledgers, _background, _time, logger) { HaveLost = Abdicate };
    }

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = this.GetPrimaryKeyString();
        _megabytes = SpareSize.Of(_key);
        _book.Open(_key);
        _recovery = RecoverAsync();
        _background.Follow(_recovery);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _closed.TrySetResult();
        _keeps |= Keeps(reason);
        _pool?.Close(_time.GetUtcNow(), _commands);
        Execute();
        try
        {
            await EndAsync().WaitAsync(_services.Options.CloseTimeout, _time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            LogCloseTimedOut(_key);
        }

        Leave();
    }

    /// <inheritdoc/>
    public ValueTask<string?> Take(string function)
    {
        if (!MayLend() || _pool!.Take(_time.GetUtcNow(), _commands) is not { } spare)
        {
            Execute();
            return new ValueTask<string?>((string?)null);
        }

        _platformSlotIds.Remove(spare, out var platformSlotId);
        Execute();
        if (_services.Ledgers.IsOn)
        {
            return PromiseAsync(RecordOf(spare, platformSlotId) with { Taker = function });
        }

        // The function takes its place among the silo's slots: it may live on another silo.
        _lifecycle.Quotas.Slots.Return();
        return new ValueTask<string?>(platformSlotId);
    }

    /// <inheritdoc/>
    public ValueTask CreateTook(TimeSpan create)
    {
        _pool?.CreateTook(create, _time.GetUtcNow(), _commands);
        Execute();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<SparePoolStatus> GetStatus()
    {
        var pool = _pool?.Snapshot;
        return new ValueTask<SparePoolStatus>(new SparePoolStatus
        {
            Prepared = pool?.Prepared ?? 0,
            UnderWay = pool?.UnderWay ?? 0,
            Taken = pool?.Demand.Taken ?? 0,
            Missed = pool?.Demand.Missed ?? 0,
        });
    }
}
