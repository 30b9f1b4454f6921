using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Grains.Shells;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Pools.Recovery;

namespace OrleansScaler.Grains.Ledgers;

/// <summary>
/// One function's slots, as they are stored: intents before they are carried out, the rest behind. Notes of many slots
/// become one write. Used in its grain's turns only.
/// </summary>
internal sealed partial class LedgerBook
{
    private readonly OwnedRecord<FunctionLedger> _record;
    private readonly LedgerServices _services;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Dictionary<string, SlotRecord> _slots = new(StringComparer.Ordinal);
    private string _key = "";
    private readonly RecordedPlaces? _places;
    private List<SlotRecord> _written = [];
    private FunctionRecord? _function;
    private PoolHandOver? _handOver;
    private DateTimeOffset? _handedOverAt;

    public LedgerBook(
        IPersistentState<FunctionLedger> store,
        LedgerServices services,
        BackgroundWork background,
        TimeProvider time,
        ILogger logger)
    {
        _services = services;
        _time = time;
        _logger = logger;
        _places = services is { IsOn: true, Board: { } board } ? new RecordedPlaces(board, _slots.Values) : null;
        _record = new OwnedRecord<FunctionLedger>(store, services, background, time)
        {
            Version = FunctionLedger.CurrentVersion,
            Describe = Describe,
            Written = HaveWritten,
            Failed = (fault, failures) => LogWriteFailed(fault, _key, failures),
            Lost = HaveConflict,
        };
    }

    /// <summary>Names this owner; 0 where nothing is stored.</summary>
    public long Epoch => _record.Epoch;

    /// <summary>
    /// Whether another activation owns the function's slots by now. This one must not touch them again.
    /// </summary>
    public bool IsLost => _record.IsLost;

    /// <summary>Told when another activation turned out to own the slots.</summary>
    public Action? HaveLost { get; init; }

    /// <summary>Whether the index names the function.</summary>
    public bool IsIndexed { get; private set; }

    /// <summary>Slots in the book, those meant to be made included.</summary>
    public int Count => _slots.Count;

    /// <summary>Whether what the store has is not known yet.</summary>
    public bool IsUnread => _record.IsUnread;

    /// <summary>Where the function's slots have their places; null where there is no board.</summary>
    public ISlotUseBoard? Board => _places;

    /// <summary>The use board's name where the slots' places are on it.</summary>
    private string? BoardId => _services.Board?.Id;

    /// <summary>Takes what the store had at the activation.</summary>
    /// <returns>
    /// What was stored of slots; null where there are none. They are this owner's once <see cref="TakeOverAsync"/>
    /// ended.
    /// </returns>
    /// <exception cref="LedgerRefusedException">The record is of a newer version.</exception>
    public FunctionLedger? Open(string key)
    {
        _key = key;
        return Merge(_record.Open($"The slots of function '{key}'"));
    }

    /// <summary>Reads until the store answers.</summary>
    /// <returns>As <see cref="Open"/>.</returns>
    public async Task<FunctionLedger?> ReadAsync()
    {
        var known = Merge(await _record.ReadAsync());
        _record.Writer.Begin();
        return known;
    }

    /// <summary>
    /// Stores that the slots have this owner now. Until that is done they are as their owner before left them: whoever
    /// reads the record meanwhile still reads the truth.
    /// </summary>
    public Task TakeOverAsync() => _record.Writer.NotedAsync();

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
            _record.Writer.Note();
        }
    }

    /// <summary>What is known of a slot that was taken over. Stored behind.</summary>
    public void Update(Slot slot)
    {
        if (_slots.ContainsKey(slot.Id.Value))
        {
            _slots[slot.Id.Value] = LedgerRecords.RecordOf(slot);
            _record.Writer.Note();
        }
    }

    /// <summary>The index names the function; stored with the next change.</summary>
    public void NoteIndexed() => IsIndexed = true;

    /// <summary>The index was told that there is no slot, and may forget the function.</summary>
    public void NoteUnindexed() => IsIndexed = false;

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
        var stored = _record.Writer.NotedAsync();
        return stored.IsCompletedSuccessfully ? default : new ValueTask(BoundedAsync(stored, isNew));
    }

    /// <summary>A slot is gone. Stored behind.</summary>
    public void NoteGone(string slotId)
    {
        if (_services.IsOn && _slots.Remove(slotId))
        {
            _record.Writer.Note();
        }
    }

    /// <summary>
    /// The last word of this owner: how everything is used. A function without slots leaves no record.
    /// </summary>
    public async Task HandOverAsync(PoolHandOver handOver)
    {
        foreach (var slot in handOver.Slots)
        {
            // A start that has not been noted was not begun: there is nothing to be found out about it.
            if (slot.PlatformSlotId is not null || _slots.ContainsKey(slot.Id.Value))
            {
                _slots[slot.Id.Value] = LedgerRecords.RecordOf(slot);
            }
        }

        (_handOver, _handedOverAt) = (handOver, _time.GetUtcNow());
        await CloseAsync();
    }

    /// <summary>Everything noted is stored; of a function without slots nothing stays behind.</summary>
    public async Task CloseAsync()
    {
        if (!_services.IsOn || IsLost)
        {
            return;
        }

        if (_record.Writer.HasUnstored || _handOver is { Slots.Length: > 0 })
        {
            await _record.Writer.NotedAsync();
        }

        if (_slots.Count == 0)
        {
            await _record.ClearAsync();
            _places?.AreRecorded([]);
        }
    }

    /// <summary>
    /// The activation is over: what was not stored until now never will be, lest it spoils its successor's.
    /// </summary>
    public void Leave() => _record.Writer.Leave();

    /// <summary>At once, so that no write of ours leaves out what was stored before.</summary>
    private FunctionLedger? Merge(FunctionLedger? stored)
    {
        if (stored is null)
        {
            return null;
        }

        // Who is not in the index was not waited for when places of before were handed out again.
        var ownsPlaces = stored.Board == BoardId && (stored.IsIndexed || _places?.IsRecovered is not true);
        IsIndexed |= stored.IsIndexed && stored.Slots.Count > 0;
        _function ??= stored.Function;
        foreach (var slot in stored.Slots)
        {
            if (!ownsPlaces)
            {
                // What stands there would be another slot's.
                slot.UsePlace = -1;
            }

            _slots[slot.Id] = slot;
        }

        _places?.MayBeRecorded(stored.Slots);

        return stored.Slots.Count > 0 ? stored : null;
    }

    private async Task BoundedAsync(Task<bool> stored, bool isNew)
    {
        if (!_record.Writer.IsTroubled && !_services.Health.IsDown)
        {
            if (await _record.Writer.EndsInTimeAsync(stored, _services.Options.IntentTimeout))
            {
                return;
            }

            _services.Health.Failed();
        }

        if (isNew)
        {
            _services.Instruments.Unrecorded();
            LogUnrecorded(_key);
        }
    }

    private void HaveWritten(long changes)
    {
        _places?.AreRecorded(_written);
        _services.Instruments.Written(changes);
    }

    private void HaveConflict(Exception fault, long other)
    {
        LogConflict(fault, _key, Epoch, other);
        HaveLost?.Invoke();
    }

    private FunctionLedger Describe()
    {
        _written = [.. _slots.Values];
        _places?.MayBeRecorded(_written);
        return new FunctionLedger
        {
            Version = FunctionLedger.CurrentVersion,
            Epoch = Epoch,
            Function = _function,
            Slots = _written,
            IsHandOver = _handOver is not null,
            HandedOverAt = _handedOverAt,
            Requests = _handOver is { } last ? [.. last.Requests.Select(LedgerRecords.RecordOf)] : null,
            Board = BoardId,
            IsIndexed = IsIndexed,
        };
    }
}
