namespace OrleansScaler.Gateway.MiniFaas2020;

/// <summary>
/// What this gateway lent: a Return names request and container, and no function. Bounded; beyond, what was lent
/// longest ago is forgotten and found by the directory. A Return that never comes is forgotten when the function's
/// time-out and a grace are over.
/// </summary>
/// <param name="maximum">Loans remembered.</param>
/// <param name="time">Tells when a loan is over.</param>
internal sealed class LentContainers(int maximum, TimeProvider time)
{
    /// <summary>About 300 bytes each: 60 MB. A thousand times what twenty nodes run at a time.</summary>
    public const int DefaultMaximum = 200_000;

    /// <summary>
    /// Each new loan looks at two old ones, so that all of them are looked at before half as many new ones have come.
    /// </summary>
    private const int LooksPerLoan = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<Key, LinkedListNode<(Key Key, LentContainer Loan)>> _byKey = [];
    private readonly LinkedList<(Key Key, LentContainer Loan)> _line = new();

    /// <summary>Loans remembered now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _byKey.Count;
            }
        }
    }

    /// <summary>Remembers a loan; the same one again is one.</summary>
    public void Note(string requestId, string containerId, LentContainer loan)
    {
        var key = new Key(requestId, containerId);
        var now = time.GetUtcNow();
        lock (_lock)
        {
            Remove(key);
            ForgetSome(now);
            if (_byKey.Count >= maximum)
            {
                Remove(_line.First!.Value.Key);
            }

            _byKey.Add(key, _line.AddLast((key, loan)));
        }
    }

    /// <summary>The loan of a request; null when it is not known here.</summary>
    public LentContainer? Find(string requestId, string containerId)
    {
        lock (_lock)
        {
            return _byKey.TryGetValue(new Key(requestId, containerId), out var place) ? place.Value.Loan : null;
        }
    }

    /// <summary>The container came back.</summary>
    public void Forget(string requestId, string containerId)
    {
        lock (_lock)
        {
            Remove(new Key(requestId, containerId));
        }
    }

    /// <summary>What is looked at and not over goes to the end of the line.</summary>
    private void ForgetSome(DateTimeOffset now)
    {
        for (var looks = 0; looks < LooksPerLoan && _line.First is { } oldest; looks++)
        {
            _line.RemoveFirst();
            if (oldest.Value.Loan.ForgottenAt <= now)
            {
                _byKey.Remove(oldest.Value.Key);
            }
            else
            {
                _line.AddLast(oldest);
            }
        }
    }

    private void Remove(Key key)
    {
        if (_byKey.Remove(key, out var place))
        {
            _line.Remove(place);
        }
    }

    private readonly record struct Key(string RequestId, string ContainerId);
}
