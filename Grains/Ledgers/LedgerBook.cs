using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Grains.Shells;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Pools.Recovery;

namespace OrleansScaler.Grains.Ledgers;

/// <summary>
/// One function's slots, as they are stored. One write is under way at a time, and the next one carries everything that
/// changed meanwhile: that is how notes of many slots become one. Of a store that is down only the newest state waits
/// here, so memory is bounded. Used in its grain's turns only.
/// </summary>
internal sealed partial class LedgerBook
{
    private readonly IPersistentState<FunctionLedger> _store;
    private readonly LedgerServices _services;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly BackgroundWork _background;
    private readonly Dictionary<string, SlotRecord> _slots = new(StringComparer.Ordinal);
    private readonly List<(long Change, TaskCompletionSource Stored)> _waiting = [];
    private string _key = "";
    private FunctionRecord? _function;
    private PoolHandOver? _handOver;
    private bool _isIndexed;
    private bool _isWriting;
    private long _changed;
    private long _stored;
    private int _failures;
    private bool _isLate;

    public LedgerBook(
        IPersistentState<FunctionLedger> store,
        LedgerServices services,
        BackgroundWork background,
        TimeProvider time,
        ILogger logger)
    {
        _store = store;
        _services = services;
        _background = background;
        _time = time;
        _logger = logger;
    }

    /// <summary>Names this owner; 0 where nothing is stored.</summary>
    public long Epoch { get; private set; }

    /// <summary>
    /// Whether another activation owns the function's slots by now. This one must not touch them again.
    /// </summary>
    public bool IsLost { get; private set; }

    /// <summary>Told when another activation turned out to own the slots.</summary>
    public Action? HaveLost { get; init; }

    /// <summary>Whether the index names the function.</summary>
    public bool IsIndexed => _isIndexed;

    /// <summary>Slots in the book, those meant to be made included.</summary>
    public int Count => _slots.Count;

    private LedgerOptions Options => _services.Options;

    /// <summary>Takes what the store had at the activation.</summary>
    /// <returns>
    /// What was stored of slots; null where there are none. They are this owner's once <see cref="TakeOverAsync"/>
    /// ended.
    /// </returns>
    /// <exception cref="LedgerRefusedException">The record is of a newer version.</exception>
    public FunctionLedger? Open(string key)
    {
        _key = key;
        if (!_services.IsOn)
        {
            return null;
        }

        var stored = _store.State;
        Epoch = EpochAfter(stored);
        if (stored.IsUnread())
        {
            return null;
        }

        return Merge(stored);
    }

    /// <summary>Whether what the store has is not known yet.</summary>
    public bool IsUnread => _services.IsOn && _store.State.IsUnread();

    /// <summary>Reads until the store answers.</summary>
    /// <returns>As <see cref="Open"/>.</returns>
    public async Task<FunctionLedger?> ReadAsync()
    {
        var stored = await ReadAgainAsync();
        if (IsLost)
        {
            return null;
        }

        Epoch = Math.Max(Epoch, EpochAfter(stored));
        var known = Merge(stored);
        Write();
        return known;
    }

    /// <summary>
    /// Stores that the slots have this owner now. Until that is done they are as their owner before left them: whoever
    /// reads the record meanwhile still reads the truth.
    /// </summary>
    public Task TakeOverAsync() => StoredAsync(++_changed);

    /// <summary>The function is declared like that from now on. Stored behind, where it has slots.</summary>
    public void Declare(FunctionSpec function, bool mayShare)
    {
        if (!_services.IsOn)
        {
            return;
        }

        _function = LedgerRecords.RecordOf(function, mayShare);
        if (_slots.Count > 0)
        {
            _changed++;
            Write();
        }
    }

    /// <summary>What is known of a slot that was taken over. Stored behind.</summary>
    public void Update(Slot slot)
    {
        if (_slots.ContainsKey(slot.Id.Value))
        {
            _slots[slot.Id.Value] = LedgerRecords.RecordOf(slot);
            _changed++;
            Write();
        }
    }

    /// <summary>The index names the function; stored with the next change.</summary>
    public void NoteIndexed() => _isIndexed = true;

    /// <summary>The index was told that there is no slot, and may forget the function.</summary>
    public void NoteUnindexed() => _isIndexed = false;

    /// <summary>
    /// Notes that a slot is to be made, or that it was. Ends when that is stored, or when that takes too long: a store
    /// that is down must not stop the function.
    /// </summary>
    /// <param name="slot">The slot.</param>
    public ValueTask NoteAsync(Slot slot)
    {
        if (!_services.IsOn)
        {
            return default;
        }

        var isNew = !_slots.ContainsKey(slot.Id.Value);
        _slots[slot.Id.Value] = LedgerRecords.RecordOf(slot);
        var stored = StoredAsync(++_changed);
        return stored.IsCompletedSuccessfully ? default : new ValueTask(BoundedAsync(stored, isNew));
    }

    /// <summary>A slot is gone. Stored behind.</summary>
    public void NoteGone(string slotId)
    {
        if (_services.IsOn && _slots.Remove(slotId))
        {
            _changed++;
            Write();
        }
    }

    /// <summary>
    /// The last word of this owner: how everything is used. A function without slots leaves no record.
    /// </summary>
    public async Task HandOverAsync(PoolHandOver handOver)
    {
        foreach (var slot in handOver.Slots)
        {
            _slots[slot.Id.Value] = LedgerRecords.RecordOf(slot);
        }

        _handOver = handOver;
        await CloseAsync();
    }

    /// <summary>Everything noted is stored; of a function without slots nothing stays behind.</summary>
    public async Task CloseAsync()
    {
        if (!_services.IsOn || IsLost)
        {
            return;
        }

        if (_stored < _changed || _handOver is { Slots.Length: > 0 })
        {
            await StoredAsync(++_changed);
        }

        if (_slots.Count == 0 && _store.RecordExists && !IsLost)
        {
            await _store.ClearStateAsync();
        }
    }

    /// <summary>
    /// The activation is over: what was not stored until now never will be, lest it spoils its successor's.
    /// </summary>
    public void Leave()
    {
        IsLost = true;
        Answer();
    }

    /// <summary>The use board's name where the slots' places are on it.</summary>
    private string? BoardId => _services.Board?.Id;

    /// <summary>At once, so that no write of ours leaves out what was stored before.</summary>
    private FunctionLedger? Merge(FunctionLedger stored)
    {
        Refuse(stored);
        _isIndexed |= stored.IsIndexed && stored.Slots.Count > 0;
        _function ??= stored.Function;
        foreach (var slot in stored.Slots)
        {
            if (stored.Board != BoardId)
            {
                // A place on another board: read on ours it would be another slot's.
                slot.UsePlace = -1;
            }

            _slots[slot.Id] = slot;
        }

        return stored.Slots.Count > 0 ? stored : null;
    }

    private void Refuse(FunctionLedger stored)
    {
        if (stored.Version > FunctionLedger.CurrentVersion)
        {
            IsLost = true;
            throw new LedgerRefusedException(
                $"The slots of function '{_key}' are stored in version {stored.Version}; this server reads up to "
                + $"version {FunctionLedger.CurrentVersion}. Start the newer server again, or one newer still.");
        }
    }

    /// <summary>Beyond any epoch before, also where the record of that one was cleared.</summary>
    private long EpochAfter(FunctionLedger stored) =>
        Math.Max(stored.Epoch + 1, _time.GetUtcNow().ToUnixTimeMilliseconds());

    private TimeSpan Pause(int failures) => Backoff.After(failures, Options.RetryAfter, Options.RetryAtMost);

    private async Task BoundedAsync(Task stored, bool isNew)
    {
        try
        {
            if (_failures == 0 && !_isLate && !IsUnread && !_services.Health.IsDown)
            {
                await stored.WaitAsync(Options.IntentTimeout, _time);
                return;
            }
        }
        catch (TimeoutException)
        {
            // Who comes next does not wait as long again.
            _isLate = true;
            _services.Health.Failed();
        }

        if (isNew)
        {
            _services.Instruments.Unrecorded();
            LogUnrecorded(_key);
        }
    }

    private Task StoredAsync(long change)
    {
        if (IsLost)
        {
            return Task.CompletedTask;
        }

        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((change, stored));
        Write();
        return stored.Task;
    }

    private void Write()
    {
        if (!_isWriting && !IsLost && _stored < _changed && !_store.State.IsUnread())
        {
            _isWriting = true;
            _background.Follow(WriteAsync());
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            while (_stored < _changed && !IsLost)
            {
                var change = _changed;
                if (await TryWriteAsync())
                {
                    _services.Instruments.Written(change - _stored);
                    (_stored, _failures, _isLate) = (change, 0, false);
                    Answer();
                }
            }
        }
        finally
        {
            _isWriting = false;
        }

        if (IsLost)
        {
            Answer();
        }
    }

    private async Task<bool> TryWriteAsync()
    {
        try
        {
            _store.State = Describe();
            await _store.WriteStateAsync();
            return true;
        }
        catch (InconsistentStateException fault)
        {
            await SettleConflictAsync(fault);
            return false;
        }
        catch (Exception fault)
        {
            _failures++;
            _services.Instruments.Failed();
            LogWriteFailed(fault, _key, _failures);
            await Task.Delay(Pause(_failures), _time);
            return false;
        }
    }

    private void Answer()
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            if (_waiting[i].Change <= _stored || IsLost)
            {
                _waiting[i].Stored.TrySetResult();
                _waiting.RemoveAt(i);
            }
        }
    }

    /// <summary>A copy, because the store may read it after this turn.</summary>
    private FunctionLedger Describe() => new()
    {
        Version = FunctionLedger.CurrentVersion,
        Epoch = Epoch,
        Function = _function,
        Slots = [.. _slots.Values],
        IsHandOver = _handOver is not null,
        Requests = _handOver is { } last ? [.. last.Requests.Select(LedgerRecords.RecordOf)] : null,
        Board = BoardId,
        IsIndexed = _isIndexed,
    };
}
