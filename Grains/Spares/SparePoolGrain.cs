using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using OrleansScaler.Contracts.Spares;
using OrleansScaler.Grains.Functions;
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
    private readonly FunctionOptions _options;
    private readonly PoolFactory _pools;
    private readonly SlotLifecycle _lifecycle;
    private readonly FunctionInstruments _instruments;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    private readonly List<SpareCommand> _commands = [];
    private readonly BackgroundWork _background = new();
    private readonly CommandLoop<SpareCommand> _loop;
    private readonly DeadlineTimer _timer;
    private readonly Dictionary<Spare, string> _platformSlotIds = [];
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _key = "";
    private double _megabytes;
    private SparePool? _pool;

    /// <summary>Made by the silo, once per activation.</summary>
    public SparePoolGrain(
        FunctionOptions options,
        PoolFactory pools,
        SlotLifecycle lifecycle,
        FunctionInstruments instruments,
        TimeProvider time,
        ILogger<SparePoolGrain> logger)
    {
        _options = options;
        _pools = pools;
        _lifecycle = lifecycle;
        _instruments = instruments;
        _time = time;
        _logger = logger;
        _loop = new CommandLoop<SpareCommand>(_commands, command => Execute(_pool!, command), () => Arm(_pool!));
        _timer = new DeadlineTimer(this, DelayDeactivation, OnTimer, time);
    }

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = this.GetPrimaryKeyString();
        _megabytes = SpareSize.Of(_key);
        _pool = _pools.CreateSpares(_megabytes);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _closed.TrySetResult();
        _pool?.Close(_time.GetUtcNow(), _commands);
        Execute();
        try
        {
            await _background.EndAsync().WaitAsync(_options.CloseTimeout, _time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            LogCloseTimedOut(_key);
        }
    }

    /// <inheritdoc/>
    public ValueTask<string?> Take()
    {
        string? platformSlotId = null;
        if (_pool is { } pool && pool.Take(_time.GetUtcNow(), _commands) is { } spare)
        {
            // The function takes its place among the silo's slots: it may live on another silo.
            _platformSlotIds.Remove(spare, out platformSlotId);
            _lifecycle.Quotas.Slots.Return();
        }

        Execute();
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
