namespace OrleansScaler.Scheduling.Pools;

/// <summary>What a pool knows of one request.</summary>
internal sealed class RequestEntry
{
    private AttemptSet _attempts;

    public RequestEntry() => Place = new LinkedListNode<RequestEntry>(this);

    public RequestId Id { get; private set; }

    public RequestState State { get; set; }

    /// <summary>When it entered its present state.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>The attempt of its caller that asked last.</summary>
    public long Attempt => _attempts.Last;

    /// <summary>When a waiter is refused; meaningless in other states.</summary>
    public DateTimeOffset Deadline { get; set; }

    /// <summary>Tells waiters with the same deadline apart, in order of arrival.</summary>
    public long Sequence { get; set; }

    /// <summary>Whether the wait line has counted it as one that waits since its border or longer.</summary>
    public bool IsBeforeBorder { get; set; }

    /// <summary>The slot it holds or held; null while it waits.</summary>
    public Slot? Slot { get; set; }

    /// <summary>What its slot's use had added up to when it was granted; null where that is not known.</summary>
    public long? SlotUsedBefore { get; set; }

    /// <summary>Whether it was granted at <see cref="Since"/>, and not at some time before.</summary>
    public bool IsBeginKnown { get; set; }

    /// <summary>Its place in the one list that its state puts it in; moved, never made anew.</summary>
    public LinkedListNode<RequestEntry> Place { get; }

    /// <summary>The same request under its true name.</summary>
    public void Rename(RequestId id, long attempt)
    {
        Id = id;
        _attempts.Begin(attempt);
    }

    /// <summary>An attempt of its caller asks, for the first time or again.</summary>
    public void Ask(long attempt) => _attempts.Add(attempt);

    /// <summary>An attempt of its caller was given up.</summary>
    /// <returns>Whether it was the last one.</returns>
    public bool GiveUp(long attempt) => _attempts.Remove(attempt) && _attempts.IsEmpty;

    /// <summary>Becomes another request, with nothing of the former one left.</summary>
    public void Begin(RequestId id, DateTimeOffset since, long attempt)
    {
        Id = id;
        State = RequestState.Waiting;
        Since = since;
        _attempts.Begin(attempt);
        Deadline = default;
        Sequence = 0;
        IsBeforeBorder = false;
        Slot = null;
        SlotUsedBefore = null;
        IsBeginKnown = true;
    }
}
