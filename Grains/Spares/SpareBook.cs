using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Shells;

namespace OrleansScaler.Grains.Spares;

/// <summary>
/// The spares of one size, as they are stored. Unlike a function's slots nothing happens to a spare before it is
/// stored, however long that takes: whoever would get it makes a slot of its own meanwhile. So a store that is down
/// costs no call, and no owner that was replaced can make, lend or destroy one. Used in its grain's turns only.
/// </summary>
internal sealed partial class SpareBook
{
    private readonly OwnedRecord<SpareLedger> _record;
    private readonly LedgerServices _services;
    private readonly ILogger _logger;
    private readonly Dictionary<string, SpareRecord> _spares = new(StringComparer.Ordinal);
    private string _size = "";

    public SpareBook(
        IPersistentState<SpareLedger> store,
        LedgerServices services,
        BackgroundWork background,
        TimeProvider time,
        ILogger logger)
    {
        _services = services;
        _logger = logger;
        _record = new OwnedRecord<SpareLedger>(store, services, background, time)
        {
            Version = SpareLedger.CurrentVersion,
            Describe = Describe,
            Written = services.Instruments.Written,
            Failed = (fault, failures) => LogWriteFailed(fault, _size, failures),
            Lost = HaveConflict,
        };
    }

    /// <summary>Whether another activation owns the spares by now, or this one has ended: it must touch none.</summary>
    public bool IsOver => _record.IsLost;

    /// <summary>Told when another activation turned out to own the spares.</summary>
    public required Action HaveLost { get; init; }

    /// <summary>Spares in the book, those meant to be made and those promised included.</summary>
    public int Count => _spares.Count;

    /// <summary>Takes what the store had at the activation, if it could be read.</summary>
    /// <exception cref="LedgerRefusedException">The record is of a newer version.</exception>
    public void Open(string size)
    {
        _size = size;
        Merge(_record.Open($"The spares of {size} MB"));
    }

    /// <summary>
    /// Reads until the store answers, and stores that the spares have this owner now. Until that is done they are as
    /// their owner before left them.
    /// </summary>
    /// <returns>The spares that were stored; null when this owner is over before.</returns>
    /// <exception cref="LedgerRefusedException">The record is of a newer version.</exception>
    public async Task<IReadOnlyList<SpareRecord>?> TakeOverAsync()
    {
        if (_record.IsUnread)
        {
            Merge(await _record.ReadAsync());
        }

        var known = _spares.Values.ToArray();
        return known.Length == 0 || await _record.Writer.NotedAsync() ? known : null;
    }

    /// <summary>Notes a spare as it is from now on.</summary>
    /// <returns>Whether that is stored; false when this owner is over before.</returns>
    public Task<bool> NoteAsync(SpareRecord spare)
    {
        if (!_services.IsOn)
        {
            return Task.FromResult(true);
        }

        _spares[spare.Id] = spare;
        return _record.Writer.NotedAsync();
    }

    /// <summary>A spare is gone, or a function's alone. Stored behind.</summary>
    public void NoteGone(string id)
    {
        if (_spares.Remove(id))
        {
            _record.Writer.Note();
        }
    }

    /// <summary>Where there is no spare, nothing stays behind.</summary>
    public Task CloseAsync() => _services.IsOn && !_record.IsUnread && _spares.Count == 0 && !_record.Writer.HasUnstored
        ? _record.ClearAsync()
        : Task.CompletedTask;

    /// <summary>
    /// The activation is over: what was not stored until now never will be, lest it spoils its successor's.
    /// </summary>
    public void Leave()
    {
        if (_services.IsOn)
        {
            _record.Writer.Leave();
        }
    }

    private void Merge(SpareLedger? stored)
    {
        foreach (var spare in stored?.Spares ?? [])
        {
            _spares[spare.Id] = spare;
        }
    }

    private SpareLedger Describe() => new()
    {
        Version = SpareLedger.CurrentVersion,
        Epoch = _record.Epoch,
        Spares = [.. _spares.Values],
    };

    private void HaveConflict(Exception fault, long other)
    {
        LogConflict(fault, _size, _record.Epoch, other);
        HaveLost();
    }
}
