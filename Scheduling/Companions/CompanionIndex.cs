namespace OrleansScaler.Scheduling.Companions;

/// <summary>
/// Learns from arrivals which functions are called together, and says at an arrival which others to tell of it: those
/// of which nearly every arrival came within a second of one of this function's. Deterministic; not thread-safe.
/// </summary>
/// <remarks>
/// An arrival costs at most one step for each of the last second's arrivals (64), and each step looks at 8 counters.
/// Memory is 0.4 kB a function at most.
/// </remarks>
/// <param name="options">When functions count as companions.</param>
public sealed class CompanionIndex(CompanionOptions options)
{
    private readonly Dictionary<int, Companion> _functions = [];
    private readonly Queue<(int Function, long At)> _recent = new();

    /// <summary>Functions that something is known of.</summary>
    public int Count => _functions.Count;

    /// <summary>A function was called.</summary>
    /// <param name="function">Its number, chosen by the caller.</param>
    /// <param name="now">When; never earlier than the last time.</param>
    /// <param name="tell">
    /// Gets the functions to be told, in the order in which they were met first; not those that were called within the
    /// last second themselves, and none at all for a later call of the same burst.
    /// </param>
    public void Arrived(int function, DateTimeOffset now, List<int> tell)
    {
        var ticks = now.UtcTicks;
        var arrived = Find(function);
        if (!arrived.IsQuietAt(ticks))
        {
            return;
        }

        arrived.Arrive(ticks);
        ForgetUntil(ticks - options.Within.Ticks);
        foreach (var (number, _) in _recent)
        {
            if (_functions.TryGetValue(number, out var other) && arrived.IsAsFrequentAs(other))
            {
                arrived.Meet(number);
                other.Meet(function);
            }
        }

        Remember(function, ticks);
        Announce(function, arrived, ticks, tell);
    }

    /// <summary>Forgets a function, whose number must not be used again.</summary>
    /// <param name="function">Its number.</param>
    public void Forget(int function) => _functions.Remove(function);

    private Companion Find(int function)
    {
        if (!_functions.TryGetValue(function, out var known))
        {
            known = new Companion(options);
            _functions.Add(function, known);
        }

        return known;
    }

    private void ForgetUntil(long ticks)
    {
        while (_recent.TryPeek(out var oldest) && oldest.At <= ticks)
        {
            _recent.Dequeue();
        }
    }

    private void Remember(int function, long ticks)
    {
        if (_recent.Count == options.Remembered)
        {
            _recent.Dequeue();
        }

        _recent.Enqueue((function, ticks));
    }

    private void Announce(int function, Companion arrived, long ticks, List<int> tell)
    {
        for (var i = 0; i < arrived.Met; i++)
        {
            var number = arrived.MetAt(i);
            if (_functions.TryGetValue(number, out var other)
                && other.IsQuietAt(ticks)
                && other.ComesWith(function)
                && arrived.Brings(number))
            {
                tell.Add(number);
            }
        }
    }
}
