using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using OrleansScaler.Contracts.Clusters;
using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Recovery;

/// <summary>
/// Has every shard of the live functions walked when the silo has started, and again after each loss of a silo: slots
/// of functions that nobody calls any more are found again, and given back.
/// </summary>
public sealed partial class RecoveryWalk : BackgroundService
{
    /// <summary>Losses that come together, such as those of one machine, are one.</summary>
    internal static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);

    /// <summary>A shard only takes note: 4,096 of them are told in tens of milliseconds.</summary>
    private const int MaximumAtOnce = 32;

    /// <summary>First retries are common while a silo is being missed; this many pauses are 3 s.</summary>
    private const int RoundsUntilWarning = 5;

    private readonly IGrainFactory _grains;
    private readonly IClusterChanges _changes;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly LedgerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<bool> _losses = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Made by the silo.</summary>
    public RecoveryWalk(
        IGrainFactory grains,
        IClusterChanges changes,
        IHostApplicationLifetime lifetime,
        LedgerOptions options,
        TimeProvider time,
        ILogger<RecoveryWalk> logger)
    {
        _grains = grains;
        _changes = changes;
        _lifetime = lifetime;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _changes.SiloLost += HaveLost;
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _changes.SiloLost -= HaveLost;
        return base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        LogWalks("this silo has started");
        while (true)
        {
            await WalkAsync(stoppingToken);
            await _losses.Reader.WaitToReadAsync(stoppingToken);
            await Task.Delay(Gathering, _time, stoppingToken);
            _losses.Reader.TryRead(out _);
            LogWalks("a silo was lost");
        }
    }

    private void HaveLost() => _losses.Writer.TryWrite(true);

    /// <summary>The silo is active once every service of the host has started, in whatever order they stand.</summary>
    private async Task StartedAsync(CancellationToken stop)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = _lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stop);
    }

    private async Task WalkAsync(CancellationToken stop)
    {
        IReadOnlyCollection<int> shards = [.. Enumerable.Range(0, LiveFunctionShards.Count)];
        for (var round = 1; ; round++)
        {
            shards = await TellAsync(shards, stop);

            // After a further loss all are told again, those that failed among them.
            if (shards.Count == 0 || _losses.Reader.TryPeek(out _))
            {
                return;
            }

            if (round == RoundsUntilWarning)
            {
                LogNotAllTold(shards.Count);
            }

            await Task.Delay(Backoff.After(round, _options.RetryAfter, _options.RetryAtMost), _time, stop);
        }
    }

    /// <summary>Tells each once.</summary>
    /// <returns>Those that did not answer.</returns>
    private async Task<IReadOnlyCollection<int>> TellAsync(IReadOnlyCollection<int> shards, CancellationToken stop)
    {
        var failed = new ConcurrentQueue<int>();
        var pace = new ParallelOptions { MaxDegreeOfParallelism = MaximumAtOnce, CancellationToken = stop };
        await Parallel.ForEachAsync(shards, pace, async (shard, token) =>
        {
            try
            {
                await _grains.GetGrain<ILiveFunctionsGrain>(shard).Walk().AsTask().WaitAsync(token);
            }
            catch (Exception fault) when (!token.IsCancellationRequested)
            {
                LogNotTold(fault, shard);
                failed.Enqueue(shard);
            }
        });
        return failed;
    }
}
