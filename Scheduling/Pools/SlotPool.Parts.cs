using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Pools;

// One function may have several pools, which share its calls and its bound on slots.
public sealed partial class SlotPool
{
    /// <summary>
    /// Slots got ready are kept at least so long, whatever the policies say, which saw none of their calls yet: the
    /// time
    /// that all of them may take, and the same again for callers to come over.
    /// </summary>
    public static readonly TimeSpan KeepsPrepared = TimeSpan.FromMinutes(1);

    private int _prepared;
    private DateTimeOffset _preparedUntil = DateTimeOffset.MinValue;

    /// <summary>
    /// Pools that the function has, this one included. Each may have its share of the function's slots; what it has
    /// beyond that stays until it is idle for too long.
    /// </summary>
    public int Parts { get; set; } = 1;

    private int MaximumSlots => Math.Max(1, _options.MaximumSlots / Parts);

    private int Prepared => _now < _preparedUntil ? _prepared : 0;

    /// <summary>Until when slots got ready are kept whatever happens; null when there are none such.</summary>
    internal DateTimeOffset? PreparedUntil => Prepared > 0 ? _preparedUntil : null;

    /// <summary>Calls that others got so far are about to come here: slots for them are started.</summary>
    /// <param name="slots">How many there shall be in all; never more than the pool may have.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what has to be done.</param>
    /// <returns>Whether that many are ready.</returns>
    public bool Prepare(int slots, DateTimeOffset now, List<PoolCommand> commands)
    {
        Advance(now);
        _prepared = Math.Min(slots, MaximumSlots);
        _preparedUntil = _now + KeepsPrepared;
        LookAgain(commands, Reason.None);
        return _slots.Idle + _slots.Busy >= _prepared;
    }

    /// <summary>Whether the request waits here, holds a slot, or did so lately.</summary>
    public bool Knows(RequestId request) =>
        _requests.Find(request) is not null || _heldByWord?.ContainsKey(UseWord.HeldBy(request)) == true;
}
