using OrleansScaler.Scheduling.Budgets;

namespace OrleansScaler.Grains.Budgets;

/// <summary>
/// The memory budget over all functions of a silo. Its lock is taken when a function's memory changed, which means that
/// a slot comes or goes, or when one becomes idle while too much is held; a warm call only writes its own seat.
/// </summary>
/// <remarks>
/// It names who has to give up a slot; who told it the news sends the request. Each piece of news leads to
/// one request at most, and so does each answer: the slots that are worth least go one after the other, in the order in
/// which the simulator takes them. A function that does not answer holds up nobody: the next news names another one.
/// </remarks>
/// <param name="maximumMegabytes">How much there is, in MB.</param>
public sealed class SiloBudget(double maximumMegabytes)
{
    private readonly Lock _lock = new();
    private readonly MemoryBudget _budget = new(maximumMegabytes);
    private readonly List<BudgetSeat?> _seats = [];
    private double _clock;
    private int _underWay;
    private volatile bool _isOver;

    /// <summary>What the budget's clock shows. Read without the lock.</summary>
    public double Clock => Volatile.Read(ref _clock);

    /// <summary>Functions that were asked for a slot and have not answered.</summary>
    internal int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>How often the lock was taken.</summary>
    internal long LocksTaken { get; private set; }

    /// <summary>After every event of a function.</summary>
    /// <param name="seat">The function's.</param>
    /// <param name="liveMegabytes">Memory in MB of its slots.</param>
    /// <param name="slotMegabytes">Memory in MB of one of them.</param>
    /// <param name="priority">What its coldest idle slot is worth; null while there is none that may go.</param>
    /// <returns>The function to ask for a slot; null when none has to give.</returns>
    internal BudgetSeat? Report(
        BudgetSeat seat, double liveMegabytes, double slotMegabytes, double? priority)
    {
        var isNewlyIdle = seat.Publish(priority);
        if (liveMegabytes.Equals(seat.LiveMegabytes) && !(isNewlyIdle && _isOver))
        {
            return null;
        }

        lock (_lock)
        {
            LocksTaken++;
            seat.LiveMegabytes = liveMegabytes;
            seat.SlotMegabytes = slotMegabytes;
            Seat(seat);

            // The news of one who was asked is what it gives; its answer follows, and with it who is next.
            return seat.IsAsked ? null : FindVictim();
        }
    }

    /// <summary>A function that was asked has answered, whatever it said, or failed to.</summary>
    /// <returns>The function to ask next; null when none has to give.</returns>
    internal BudgetSeat? Answered(BudgetSeat seat, bool hasFailed)
    {
        if (hasFailed)
        {
            // Not asked again before it reports an idle slot, or a broken one would be asked without end.
            seat.Publish(null);
        }

        lock (_lock)
        {
            LocksTaken++;
            seat.IsAsked = false;
            Seat(seat);
            var next = FindVictim();

            // After who is next was counted: never 0 while there is one.
            _underWay--;
            return next;
        }
    }

    /// <summary>Only functions that hold something are walked over.</summary>
    private void Seat(BudgetSeat seat)
    {
        if (seat.LiveMegabytes == 0 && seat.Member >= 0)
        {
            _budget.Leave(seat.Member);
            _seats[seat.Member] = null;
            seat.Member = -1;
        }
        else if (seat.LiveMegabytes > 0 && seat.Member < 0)
        {
            seat.Member = _budget.Join(seat.Function);
            if (seat.Member == _seats.Count)
            {
                _seats.Add(seat);
            }

            _seats[seat.Member] = seat;
        }

        if (seat.Member >= 0)
        {
            Tell(seat);
        }
    }

    private BudgetSeat? FindVictim()
    {
        _isOver = _budget.IsOver;
        if (!_isOver)
        {
            return null;
        }

        Interlocked.MemoryBarrier();
        foreach (var seat in _seats)
        {
            if (seat is not null)
            {
                Tell(seat);
            }
        }

        if (_budget.NextVictim() is not { } member)
        {
            return null;
        }

        var victim = _seats[member]!;
        victim.IsAsked = true;
        _underWay++;
        Tell(victim);
        _isOver = _budget.IsOver;
        Volatile.Write(ref _clock, _budget.Clock);
        return victim;
    }

    /// <summary>What was asked for counts as given, so that it is not asked for twice.</summary>
    private void Tell(BudgetSeat seat) => _budget.Report(
        seat.Member,
        seat.IsAsked ? Math.Max(0, seat.LiveMegabytes - seat.SlotMegabytes) : seat.LiveMegabytes,
        seat.IsAsked ? null : seat.Priority);
}
