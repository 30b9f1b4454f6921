using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Shells;

namespace OrleansScaler.Grains.Recovery;

/// <summary>
/// One shard of the index of functions with slots. Notes are stored in groups before they are answered; forgetting is
/// lazy, by a walk, because a name too many costs one question. Reentrant, because a write takes milliseconds and many
/// notes share it.
/// </summary>
[Reentrant]
public sealed partial class LiveFunctionsGrain : Grain, ILiveFunctionsGrain, IDisposable
{
    /// <summary>No grain call waits longer; the caller goes on without.</summary>
    internal static readonly TimeSpan LongestNote = TimeSpan.FromSeconds(1);

    /// <summary>More conflicts in a row than two activations can have are a fault of the store's.</summary>
    private const int MaximumConflicts = 5;

    private readonly IPersistentState<LiveFunctions> _stored;
    private readonly StartWalk _start;
    private readonly RecoveryInstruments _instruments;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    private readonly LiveFunctionBook _book = new();
    private readonly BackgroundWork _background = new();
    private readonly LedgerWriter _writer;
    private readonly FunctionWalk _walk;
    private readonly CancellationTokenSource _stop = new();
    private int _shard;

    /// <summary>Made by the silo, once per activation.</summary>
    public LiveFunctionsGrain(
        [PersistentState("live", "ledger")] IPersistentState<LiveFunctions> stored,
        WalkServices services,
        TimeProvider time,
        ILogger<LiveFunctionsGrain> logger)
    {
        _stored = stored;
        _start = services.Start;
        _instruments = services.Instruments;
        _time = time;
        _logger = logger;
        _writer = new LedgerWriter(WriteAsync, HaveFailed, services.Options, time)
        {
            Run = work => _background.Follow(RestAfterAsync(work)),
            Health = services.Health,
        };
        _walk = new FunctionWalk(
            CountSlots, services.Pace, services.Options, time, services.Instruments, logger);
    }

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _shard = (int)this.GetPrimaryKeyLong();
        MergeStored();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        _writer.Stop();
        try
        {
            await _background.EndAsync().WaitAsync(LongestNote, _time, cancellationToken);
            if (_book.HasUnstored)
            {
                await WriteAsync().WaitAsync(LongestNote, _time, cancellationToken);
            }
        }
        catch (Exception fault)
        {
            LogNotStoredAtEnd(fault, _shard);
        }
    }

    /// <summary>By the silo, after the deactivation.</summary>
    public void Dispose() => _stop.Dispose();

    /// <inheritdoc/>
    public ValueTask Note(string function)
    {
        if (_book.Note(function))
        {
            return default;
        }

        return new ValueTask(StoreAsync());
    }

    /// <inheritdoc/>
    public ValueTask<LiveFunctionsStatus> GetStatus() => new(new LiveFunctionsStatus(_book.Count, _walk.Left, _walks));

    private async Task StoreAsync()
    {
        StayActive();
        var noted = _writer.NotedAsync();
        if (!await _writer.EndsInTimeAsync(noted, LongestNote) || !await noted)
        {
            throw new TimeoutException(
                $"Shard {_shard} of the live functions is not stored: the store fails, or is late.");
        }
    }

    private async Task WriteAsync()
    {
        for (var conflicts = 0; ; conflicts++)
        {
            // A fresh record each time: the store may still be reading the one before.
            var functions = _book.Read();
            _stored.State = new LiveFunctions { Functions = functions };
            try
            {
                await _stored.WriteStateAsync();
                _book.HaveStored(functions);
                _instruments.Written();
                return;
            }
            catch (InconsistentStateException) when (conflicts < MaximumConflicts)
            {
                // Another activation of this shard wrote, or an answer of ours was lost: both sets hold.
                await _stored.ReadStateAsync();
                MergeStored();
            }
        }
    }

    private void MergeStored()
    {
        var stored = _stored.State;
        if (stored.Version > LiveFunctions.CurrentVersion)
        {
            throw new LedgerRefusedException(
                $"Shard {_shard} of the live functions is stored in version {stored.Version}; "
                + $"this server reads up to version {LiveFunctions.CurrentVersion}.");
        }

        _book.Merge(stored.Functions);
    }

    private void HaveFailed(Exception fault, int failures)
    {
        _instruments.WriteFailed();
        if (failures == 1)
        {
            LogNotStored(fault, _shard);
        }
    }

    /// <summary>Idle collection knows nothing of work that no call awaits.</summary>
    private void StayActive() => DelayDeactivation(TimeSpan.MaxValue);

    private async Task RestAfterAsync(Task work)
    {
        await work;
        if (!_writer.IsBusy && !_isWalking)
        {
            DelayDeactivation(TimeSpan.Zero);
        }
    }
}
