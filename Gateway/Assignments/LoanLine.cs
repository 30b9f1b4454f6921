using System.Diagnostics.CodeAnalysis;

namespace OrleansScaler.Gateway.Assignments;

/// <summary>
/// What was lent and did not come back. Bounded; beyond, what was lent longest ago is forgotten. What never comes back
/// is forgotten in its time. To be called under one lock.
/// </summary>
/// <typeparam name="TLoan">What is remembered of a loan.</typeparam>
/// <param name="maximum">Loans remembered.</param>
/// <param name="forgotten">Told of each that was forgotten and not taken; null where nobody has to know.</param>
internal sealed class LoanLine<TLoan>(int maximum, Action<TLoan>? forgotten = null)
{
    /// <summary>
    /// Each new loan looks at two old ones, so that all of them are looked at before half as many new ones have come.
    /// </summary>
    private const int LooksPerLoan = 2;

    private readonly Dictionary<LoanKey, LinkedListNode<Entry>> _byKey = [];
    private readonly LinkedList<Entry> _line = new();

    /// <summary>Loans remembered now.</summary>
    public int Count => _byKey.Count;

    /// <summary>Remembers a loan that is not remembered.</summary>
    /// <param name="key">Who holds what.</param>
    /// <param name="loan">What is to be remembered.</param>
    /// <param name="forgottenAt">When nobody gives it back any more.</param>
    /// <param name="now">The time.</param>
    public void Add(LoanKey key, TLoan loan, DateTimeOffset forgottenAt, DateTimeOffset now)
    {
        ForgetSome(now);
        if (_byKey.Count >= maximum)
        {
            Forget(_line.First!);
        }

        _byKey.Add(key, _line.AddLast(new Entry(key, loan, forgottenAt)));
    }

    /// <summary>The loan; false when it is not remembered.</summary>
    public bool TryFind(LoanKey key, [MaybeNullWhen(false)] out TLoan loan)
    {
        var isKnown = _byKey.TryGetValue(key, out var place);
        loan = isKnown ? place!.Value.Loan : default;
        return isKnown;
    }

    /// <summary>It came back, or is to be remembered otherwise.</summary>
    public bool TryTake(LoanKey key, [MaybeNullWhen(false)] out TLoan loan)
    {
        if (!_byKey.Remove(key, out var place))
        {
            loan = default;
            return false;
        }

        _line.Remove(place);
        loan = place.Value.Loan;
        return true;
    }

    /// <summary>What is looked at and not over goes to the end of the line.</summary>
    private void ForgetSome(DateTimeOffset now)
    {
        for (var looks = 0; looks < LooksPerLoan && _line.First is { } oldest; looks++)
        {
            if (oldest.Value.ForgottenAt <= now)
            {
                Forget(oldest);
            }
            else
            {
                _line.RemoveFirst();
                _line.AddLast(oldest);
            }
        }
    }

    private void Forget(LinkedListNode<Entry> place)
    {
        _byKey.Remove(place.Value.Key);
        _line.Remove(place);
        forgotten?.Invoke(place.Value.Loan);
    }

    private readonly record struct Entry(LoanKey Key, TLoan Loan, DateTimeOffset ForgottenAt);
}
