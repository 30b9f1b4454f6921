using Orleans.Runtime;
using Orleans.Storage;
using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Grains.Shells;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Ledgers;

/// <summary>
/// A stored record and its owner's part in it: read now or when the store answers again, refused where it is of a newer
/// version, written in groups, and given up once another activation turns out to have written it. Used in its grain's
/// turns only.
/// </summary>
/// <typeparam name="TRecord">What is stored.</typeparam>
internal sealed class OwnedRecord<TRecord>
    where TRecord : IOwnedRecord
{
    private readonly IPersistentState<TRecord> _store;
    private readonly LedgerServices _services;
    private readonly TimeProvider _time;
    private string _subject = "";

    /// <summary>Nothing is read or written yet.</summary>
    /// <param name="store">Where it is stored.</param>
    /// <param name="services">How patiently to store.</param>
    /// <param name="background">Keeps writes in sight.</param>
    /// <param name="time">The clock.</param>
    public OwnedRecord(
        IPersistentState<TRecord> store, LedgerServices services, BackgroundWork background, TimeProvider time)
    {
        _store = store;
        _services = services;
        _time = time;
        Writer = new LedgerWriter(WriteAsync, HaveFailed, services.Options, time)
        {
            Run = background.Follow,
            MayWrite = () => !_store.State.IsUnread(),
            Settle = SettleAsync,
            Health = services.Health,
        };
    }

    /// <summary>The version that this owner writes; a newer one is refused.</summary>
    public required int Version { get; init; }

    /// <summary>A copy of the newest state, because the store may read it after this turn.</summary>
    public required Func<TRecord> Describe { get; init; }

    /// <summary>Hears of a failed write, and how many there were in a row.</summary>
    public required Action<Exception, int> Failed { get; init; }

    /// <summary>Hears that another owner has the record, and that one's epoch.</summary>
    public required Action<Exception, long> Lost { get; init; }

    /// <summary>Hears how many changes a write carried.</summary>
    public Action<long>? Written
    {
        init => Writer.Written = value;
    }

    /// <summary>Whether a write waits for the end of the turn, so that what else the turn changes goes along.</summary>
    public bool WaitsForTurn
    {
        init => Writer.WaitsForTurn = value;
    }

    /// <summary>Carries changes to the store.</summary>
    public LedgerWriter Writer { get; }

    /// <summary>Names this owner; 0 where nothing is stored.</summary>
    public long Epoch { get; private set; }

    /// <summary>Whether nothing may be written any more: there is another owner, or this one's time is over.</summary>
    public bool IsLost => Writer.IsStopped;

    /// <summary>Whether what the store has is not known yet.</summary>
    public bool IsUnread => _services.IsOn && _store.State.IsUnread();

    /// <summary>Takes what the store had at the activation.</summary>
    /// <param name="subject">What the record is about, for a refusal: "The nodes of shard 7".</param>
    /// <returns>The record; none where nothing is stored, or while <see cref="IsUnread"/>.</returns>
    /// <exception cref="LedgerRefusedException">The record is of a newer version.</exception>
    public TRecord? Open(string subject)
    {
        _subject = subject;
        if (!_services.IsOn)
        {
            return default;
        }

        Follow(_store.State);
        return IsUnread ? default : Accepted();
    }

    /// <summary>Reads until the store answers.</summary>
    /// <returns>The record; none when this was lost meanwhile.</returns>
    /// <exception cref="LedgerRefusedException">The record is of a newer version.</exception>
    public async Task<TRecord?> ReadAsync()
    {
        await ReadAgainAsync();
        if (IsLost)
        {
            return default;
        }

        Follow(_store.State);
        return Accepted();
    }

    /// <summary>Leaves nothing in the store.</summary>
    public Task ClearAsync() => _store.RecordExists && !IsLost ? _store.ClearStateAsync() : Task.CompletedTask;

    /// <summary>Beyond any epoch before, also where the record of that one was cleared.</summary>
    private void Follow(TRecord stored) =>
        Epoch = Math.Max(Epoch, Math.Max(stored.Epoch + 1, _time.GetUtcNow().ToUnixTimeMilliseconds()));

    private TRecord Accepted()
    {
        var stored = _store.State;
        if (stored.Version > Version)
        {
            Writer.Leave();
            throw new LedgerRefusedException(
                $"{_subject} are stored in version {stored.Version}; this server reads up to version {Version}. "
                + "Start the newer server again, or one newer still.");
        }

        return stored;
    }

    private Task WriteAsync()
    {
        _store.State = Describe();
        return _store.WriteStateAsync();
    }

    private void HaveFailed(Exception fault, int failures)
    {
        _services.Instruments.Failed();
        Failed(fault, failures);
    }

    /// <summary>
    /// A write of ours that was taken for failed may have been stored: then the record has our own epoch.
    /// </summary>
    private async Task SettleAsync(InconsistentStateException fault)
    {
        await _store.ReadStateAsync();
        await ReadAgainAsync();
        var stored = _store.State;
        if (!IsLost && stored.Epoch != Epoch && stored.Version != 0)
        {
            Writer.Stop();
            _services.Instruments.Conflict();
            Lost(fault, stored.Epoch);
        }
    }

    private async Task ReadAgainAsync()
    {
        for (var failures = 1; _store.State.IsUnread() && !IsLost; failures++)
        {
            await Task.Delay(
                Backoff.After(failures, _services.Options.RetryAfter, _services.Options.RetryAtMost), _time);
            await _store.ReadStateAsync();
        }
    }
}
