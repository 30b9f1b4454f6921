namespace OrleansScaler.Scheduling.Pools;

/// <summary>Requests that wait for a slot: served first come first served, refused at their own deadlines.</summary>
public sealed class WaitLine
{
    private readonly LinkedList<RequestEntry> _line = new();
    private readonly SortedSet<RequestEntry> _byDeadline = new(new DeadlineOrder());
    private long _sequence;

    // Patience asks at every event how many have waited since some instant, and that instant only moves on. So the
    // border is kept between asks and walks each waiter once: 10,000 waiters cost 10,000 steps, not 10,000 squared.
    private LinkedListNode<RequestEntry>? _firstAfterBorder;
    private DateTimeOffset _border = DateTimeOffset.MinValue;
    private int _untilBorder;

    internal WaitLine()
    {
    }

    /// <summary>How many wait.</summary>
    public int Count => _line.Count;

    /// <summary>Since when the first in line waits; null when nobody does.</summary>
    public DateTimeOffset? OldestSince => _line.First?.Value.Since;

    /// <summary>The next deadline of any waiter; null when nobody waits.</summary>
    public DateTimeOffset? NextDeadline => _byDeadline.Min?.Deadline;

    internal IEnumerable<RequestEntry> Entries => _line;

    /// <summary>The instant last counted up to. Counting up to it again changes nothing.</summary>
    internal DateTimeOffset Border => _border;

    /// <summary>Counts those who wait since an instant or longer. Cheap while the instant moves forward.</summary>
    /// <param name="instant">The latest arrival that counts.</param>
    public int CountSince(DateTimeOffset instant)
    {
        if (instant < _border)
        {
            ForgetBorder();
        }

        _border = instant;
        while (_firstAfterBorder is { } node && node.Value.Since <= instant)
        {
            node.Value.IsBeforeBorder = true;
            _untilBorder++;
            _firstAfterBorder = node.Next;
        }

        return _untilBorder;
    }

    /// <summary>The arrival of the waiter at a place in line, counted from 0; null past the end.</summary>
    /// <param name="place">How many stand before it.</param>
    public DateTimeOffset? SinceAt(int place)
    {
        if (place < 0 || place >= _line.Count)
        {
            return null;
        }

        // From the border on when it lies before the place: that is where patience asks.
        var (node, index) = _firstAfterBorder is { } after && place >= _untilBorder
            ? (after, _untilBorder)
            : (_line.First!, 0);
        for (; index < place; index++)
        {
            node = node.Next!;
        }

        return node.Value.Since;
    }

    internal void Add(RequestEntry entry, DateTimeOffset deadline)
    {
        entry.State = RequestState.Waiting;
        entry.Deadline = deadline;
        entry.Sequence = _sequence++;
        _line.AddLast(entry.Place);
        _byDeadline.Add(entry);
        _firstAfterBorder ??= entry.Place;
    }

    internal RequestEntry? First => _line.First?.Value;

    internal void Remove(RequestEntry entry)
    {
        if (_firstAfterBorder == entry.Place)
        {
            _firstAfterBorder = entry.Place.Next;
        }
        else if (entry.IsBeforeBorder)
        {
            entry.IsBeforeBorder = false;
            _untilBorder--;
        }

        _line.Remove(entry.Place);
        _byDeadline.Remove(entry);
    }

    internal RequestEntry? FirstOverdue(DateTimeOffset now) =>
        _byDeadline.Min is { } entry && entry.Deadline <= now ? entry : null;

    private void ForgetBorder()
    {
        foreach (var entry in _line)
        {
            entry.IsBeforeBorder = false;
        }

        _firstAfterBorder = _line.First;
        _untilBorder = 0;
    }

    private sealed class DeadlineOrder : IComparer<RequestEntry>
    {
        public int Compare(RequestEntry? x, RequestEntry? y)
        {
            var byDeadline = x!.Deadline.CompareTo(y!.Deadline);
            return byDeadline != 0 ? byDeadline : x.Sequence.CompareTo(y.Sequence);
        }
    }
}
