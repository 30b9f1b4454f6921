using System.Collections.Immutable;
using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Gateway.Assignments;

/// <summary>
/// The assignments that went out through this gateway and did not come back, by function. Every reply tells the epoch
/// of the function's owner: another one than before does not know of them.
/// </summary>
/// <param name="maximum">Assignments remembered; about 300 bytes each.</param>
/// <param name="time">Tells when one is over.</param>
/// <param name="instruments">Counts those that are forgotten.</param>
internal sealed class HeldAssignments(int maximum, TimeProvider time, HeldInstruments instruments)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HeldFunction> _functions = new(StringComparer.Ordinal);
    private LoanLine<HeldLoan>? _loans;

    /// <summary>Assignments remembered now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _loans?.Count ?? 0;
            }
        }
    }

    private LoanLine<HeldLoan> Loans => _loans ??= new LoanLine<HeldLoan>(maximum, Forgotten);

    /// <summary>Remembers an assignment; the same one again is one.</summary>
    /// <param name="function">The function.</param>
    /// <param name="held">Who holds what.</param>
    /// <param name="forgottenAt">When nobody gives it back any more.</param>
    /// <param name="epoch">The owner that granted it; 0 where it does not tell.</param>
    /// <returns>Whether the function has another owner than before, which has to be told.</returns>
    public bool Note(string function, HeldInstance held, DateTimeOffset forgottenAt, long epoch)
    {
        var now = time.GetUtcNow();
        var key = new LoanKey(held.RequestId, held.InstanceId);
        lock (_lock)
        {
            if (Loans.TryTake(key, out var before))
            {
                Leave(before);
            }

            var isNew = SeesNewOwner(function, epoch);
            if (!_functions.TryGetValue(function, out var of))
            {
                of = new HeldFunction(function, epoch);
                _functions.Add(function, of);
            }

            Loans.Add(key, new HeldLoan(of, of.Held.AddLast(held)), forgottenAt, now);
            return isNew;
        }
    }

    /// <summary>A function answered.</summary>
    /// <returns>Whether it has another owner than before, which has to be told.</returns>
    public bool Saw(string function, long epoch)
    {
        lock (_lock)
        {
            return SeesNewOwner(function, epoch);
        }
    }

    /// <summary>An instance came back.</summary>
    public void Forget(string requestId, string instanceId)
    {
        lock (_lock)
        {
            if (Loans.TryTake(new LoanKey(requestId, instanceId), out var loan))
            {
                Leave(loan);
            }
        }
    }

    /// <summary>What is held of a function, oldest first.</summary>
    public ImmutableArray<HeldInstance> Read(string function)
    {
        lock (_lock)
        {
            return _functions.TryGetValue(function, out var of) ? [.. of.Held] : [];
        }
    }

    /// <summary>Every function of which something is held.</summary>
    public ImmutableArray<string> ReadFunctions()
    {
        lock (_lock)
        {
            return [.. _functions.Keys];
        }
    }

    /// <summary>The owner of a function was not reached: whichever answers next has to be told.</summary>
    public void Untold(string function)
    {
        lock (_lock)
        {
            if (_functions.TryGetValue(function, out var of))
            {
                of.Epoch = HeldFunction.NoOwner;
            }
        }
    }

    /// <summary>
    /// An older epoch than one seen is that of a late answer: what it granted has to be told to the new owner too,
    /// which stays the one that is known.
    /// </summary>
    private bool SeesNewOwner(string function, long epoch)
    {
        if (epoch == 0 || !_functions.TryGetValue(function, out var of) || of.Epoch == epoch)
        {
            return false;
        }

        of.Epoch = Math.Max(of.Epoch, epoch);
        return true;
    }

    private void Forgotten(HeldLoan loan)
    {
        instruments.Forgotten();
        Leave(loan);
    }

    private void Leave(HeldLoan loan)
    {
        loan.Function.Held.Remove(loan.Place);
        if (loan.Function.Held.Count == 0)
        {
            _functions.Remove(loan.Function.Key);
        }
    }
}
