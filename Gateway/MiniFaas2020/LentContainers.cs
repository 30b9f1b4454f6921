using OrleansScaler.Gateway.Assignments;

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

    private readonly Lock _lock = new();
    private readonly LoanLine<LentContainer> _loans = new(maximum);

    /// <summary>Loans remembered now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _loans.Count;
            }
        }
    }

    /// <summary>Remembers a loan; the same one again is one.</summary>
    public void Note(string requestId, string containerId, LentContainer loan)
    {
        var key = new LoanKey(requestId, containerId);
        var now = time.GetUtcNow();
        lock (_lock)
        {
            _loans.TryTake(key, out _);
            _loans.Add(key, loan, loan.ForgottenAt, now);
        }
    }

    /// <summary>The loan of a request; null when it is not known here.</summary>
    public LentContainer? Find(string requestId, string containerId)
    {
        lock (_lock)
        {
            return _loans.TryFind(new LoanKey(requestId, containerId), out var loan) ? loan : null;
        }
    }

    /// <summary>The container came back.</summary>
    public void Forget(string requestId, string containerId)
    {
        lock (_lock)
        {
            _loans.TryTake(new LoanKey(requestId, containerId), out _);
        }
    }
}
