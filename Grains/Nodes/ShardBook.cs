using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Shells;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Nodes;

/// <summary>
/// One shard's nodes, as they are stored. Written behind: one write is under way at a time, and the next one carries
/// all that came and went meanwhile. Used in its grain's turns only.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="services">How patiently to store.</param>
/// <param name="background">Keeps writes in sight.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Says what fails.</param>
internal sealed partial class ShardBook(
    IPersistentState<ShardLedger> store,
    LedgerServices services,
    BackgroundWork background,
    TimeProvider time,
    ILogger logger)
{
    private readonly ILogger _logger = logger;
    private Func<List<NodeRecord>> _describe = () => [];
    private Action _lost = () => { };
    private int _shard;
    private long _epoch;
    private bool _isDirty;
    private bool _isWriting;

    /// <summary>Whether another activation has the shard by now. This one must touch no node again.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Whether what the store has is not known yet.</summary>
    public bool IsUnread => services.IsOn && store.State.IsUnread();

    /// <summary>Takes what the store had at the activation.</summary>
    /// <param name="shard">The shard's number.</param>
    /// <param name="describe">Tells its nodes when they are written.</param>
    /// <param name="lost">Told once another activation is seen to have the shard.</param>
    /// <returns>The nodes that were stored; none while <see cref="IsUnread"/>.</returns>
    /// <exception cref="LedgerRefusedException">The record is of a newer version.</exception>
    public IReadOnlyList<NodeRecord> Open(int shard, Func<List<NodeRecord>> describe, Action lost)
    {
        (_shard, _describe, _lost) = (shard, describe, lost);
        return services.IsOn && !IsUnread ? Take() : [];
    }

    /// <summary>Reads until the store answers.</summary>
    /// <returns>As <see cref="Open"/>.</returns>
    public async Task<IReadOnlyList<NodeRecord>> ReadAsync()
    {
        for (var failures = 1; store.State.IsUnread(); failures++)
        {
            await Task.Delay(Pause(failures), time);
            await store.ReadStateAsync();
        }

        return Take();
    }

    /// <summary>A node came or went, or became known better.</summary>
    public void Note()
    {
        _isDirty = services.IsOn;
        Write();
    }

    /// <summary>The last word of this owner: what is not stored yet.</summary>
    public async Task CloseAsync()
    {
        if (_isDirty && !_isWriting && !IsLost && !IsUnread)
        {
            await WriteAsync();
        }
    }

    private List<NodeRecord> Take()
    {
        var stored = store.State;
        if (stored.Version > ShardLedger.CurrentVersion)
        {
            throw new LedgerRefusedException(
                $"The nodes of shard {_shard} are stored in version {stored.Version}; this server reads up to version "
                + $"{ShardLedger.CurrentVersion}. Start the newer server again, or one newer still.");
        }

        _epoch = Math.Max(stored.Epoch + 1, time.GetUtcNow().ToUnixTimeMilliseconds());
        return stored.Nodes;
    }

    private void Write()
    {
        if (_isDirty && !_isWriting && !IsLost && !IsUnread)
        {
            background.Follow(WriteAsync());
        }
    }

    private async Task WriteAsync()
    {
        _isWriting = true;
        try
        {
            for (var failures = 0; _isDirty && !IsLost;)
            {
                // What else this turn changes goes along.
                await Task.Yield();
                _isDirty = false;
                if (!await TryWriteAsync(failures + 1))
                {
                    _isDirty = true;
                    await Task.Delay(Pause(++failures), time);
                }
            }
        }
        finally
        {
            _isWriting = false;
        }
    }

    private async Task<bool> TryWriteAsync(int attempt)
    {
        try
        {
            store.State = new ShardLedger
            {
                Version = ShardLedger.CurrentVersion,
                Epoch = _epoch,
                Nodes = _describe(),
            };
            await store.WriteStateAsync();
            return true;
        }
        catch (InconsistentStateException fault)
        {
            return await SettleConflictAsync(fault);
        }
        catch (Exception fault)
        {
            services.Instruments.Failed();
            LogWriteFailed(fault, _shard, attempt);
            return false;
        }
    }

    /// <summary>A write that was taken for failed may have been stored: then the record has our own epoch.</summary>
    private async Task<bool> SettleConflictAsync(InconsistentStateException fault)
    {
        do
        {
            await store.ReadStateAsync();
        }
        while (store.State.IsUnread() && await PauseAsync());

        if (store.State.Epoch != _epoch && store.State.Version != 0)
        {
            IsLost = true;
            services.Instruments.Conflict();
            LogConflict(fault, _shard, _epoch, store.State.Epoch);
            _lost();
        }

        return IsLost;
    }

    private async Task<bool> PauseAsync()
    {
        await Task.Delay(services.Options.RetryAtMost, time);
        return true;
    }

    private TimeSpan Pause(int failures) =>
        Backoff.After(failures, services.Options.RetryAfter, services.Options.RetryAtMost);
}
