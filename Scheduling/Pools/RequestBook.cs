namespace OrleansScaler.Scheduling.Pools;

/// <summary>
/// Every request a pool knows, by id: those that wait, those that hold an instance (oldest grant first) and those that
/// finished a short while ago. This is what makes Assign and Idle idempotent.
/// </summary>
internal sealed class RequestBook(PoolOptions options)
{
    /// <summary>Ids that an empty book keeps room for; about 2 kB.</summary>
    private const int RoomWorthKeeping = 64;

    /// <summary>Forgotten entries kept for requests to come.</summary>
    private const int MaximumSpare = 16;

    private readonly Dictionary<string, RequestEntry> _byId = new(StringComparer.Ordinal);
    // An entry lives for a minute, which is long enough to reach the oldest generation and be dear to collect. A busy
    // function forgets one for each that it takes, so a few spare ones serve for ever.
    private readonly Stack<RequestEntry> _spare = new();

    private readonly LinkedList<RequestEntry> _holding = new();
    private readonly LinkedList<RequestEntry> _lingering = new();
    private readonly LinkedList<RequestEntry> _finished = new();

    public int HoldingCount => _holding.Count;

    public int FinishedCount => _finished.Count;

    public int Count => _byId.Count;

    /// <summary>Those that hold an instance, oldest grant first.</summary>
    public LinkedList<RequestEntry> Holding => _holding;

    /// <summary>
    /// Those that are said to hold an instance of unknown use. Nothing comes back of it for others, so they are not
    /// counted as holding.
    /// </summary>
    public IReadOnlyCollection<RequestEntry> Lingering => _lingering;

    /// <summary>Every known request.</summary>
    public IEnumerable<RequestEntry> All => _byId.Values;

    /// <summary>Those that gave their instance back, oldest first.</summary>
    public IEnumerable<RequestEntry> Finished => _finished;

    /// <summary>The request that holds an instance for the longest time; null when none is held.</summary>
    public RequestEntry? OldestHolding => _holding.First?.Value;

    /// <summary>
    /// When remembered ids can be dropped. The newest decides, so that a busy function is not woken for each id: while
    /// calls come, they drop what is old themselves.
    /// </summary>
    public DateTimeOffset? ForgetAt => _finished.Last is { } last ? last.Value.Since + options.RememberFor : null;

    public RequestEntry? Find(RequestId id) => _byId.GetValueOrDefault(id.Value);

    public RequestEntry Add(RequestId id, DateTimeOffset now, long attempt)
    {
        if (!_spare.TryPop(out var entry))
        {
            entry = new RequestEntry();
        }

        entry.Begin(id, now, attempt);
        _byId.Add(id.Value, entry);
        return entry;
    }

    public void Hold(RequestEntry entry, Slot slot, DateTimeOffset now)
    {
        entry.State = RequestState.Holding;
        entry.Since = now;
        entry.Slot = slot;
        if (_holding.Last?.Value.Since > now)
        {
            // Only one of before, taken over late, is older than those here.
            InstantOrder.Insert(_holding, entry.Place, static entry => entry.Since);
        }
        else
        {
            _holding.AddLast(entry.Place);
        }
    }

    /// <summary>Notes a request as one that is said to hold a slot of unknown use.</summary>
    public void Linger(RequestEntry entry, Slot slot, DateTimeOffset since)
    {
        entry.State = RequestState.Holding;
        entry.Since = since;
        entry.Slot = slot;
        entry.IsBeginKnown = false;
        _lingering.AddLast(entry.Place);
    }

    /// <summary>A holder of whom only the word was known has told its name.</summary>
    public void Rename(RequestEntry entry, RequestId id, long attempt)
    {
        _byId.Remove(entry.Id.Value);
        entry.Rename(id, attempt);
        _byId.Add(id.Value, entry);
    }

    /// <summary>Notes a request as one that gave a slot back though it was not known to hold it.</summary>
    public void Remember(RequestEntry entry, Slot slot, DateTimeOffset since, DateTimeOffset now)
    {
        entry.State = RequestState.Finished;
        entry.Since = since;
        entry.Slot = slot;
        InstantOrder.Insert(_finished, entry.Place, static entry => entry.Since);
        Forget(now);
    }

    public void Finish(RequestEntry entry, DateTimeOffset now)
    {
        entry.State = RequestState.Finished;
        entry.Since = now;
        entry.Place.List!.Remove(entry.Place);
        _finished.AddLast(entry.Place);
        Forget(now);
    }

    /// <summary>Drops a request that never held anything, as if it had not come.</summary>
    public void Drop(RequestEntry entry) => _byId.Remove(entry.Id.Value);

    /// <summary>Drops a request that holds an instance nobody knows of, as if it had not come.</summary>
    public void DropHolder(RequestEntry entry)
    {
        entry.Place.List!.Remove(entry.Place);
        Drop(entry);
    }

    /// <summary>Drops finished ids that are too old or too many.</summary>
    public void Forget(DateTimeOffset now)
    {
        while (_finished.First is { } oldest
            && (_finished.Count > options.RememberAtMost || oldest.Value.Since + options.RememberFor <= now))
        {
            _finished.RemoveFirst();
            _byId.Remove(oldest.Value.Id.Value);
            if (_spare.Count < MaximumSpare)
            {
                _spare.Push(oldest.Value);
            }
        }

        // A function that was busy once must not keep room for a thousand ids for ever: there may be many such.
        if (_byId.Count == 0 && _byId.Capacity > RoomWorthKeeping)
        {
            _byId.TrimExcess();
        }
    }
}
