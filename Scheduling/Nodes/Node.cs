using OrleansScaler.Scheduling.Nodes.Index;

namespace OrleansScaler.Scheduling.Nodes;

/// <summary>One node of a ledger. Only its ledger changes it; everyone else reads.</summary>
public sealed class Node
{
    private readonly List<Reservation> _reservations = [];
    private readonly List<PresenceCount> _functions = [];
    private readonly List<Reservation> _owing = [];
    private readonly Queue<string> _images;
    private Resources _variance;
    private DateTimeOffset? _emptiesAt;
    private bool _isEmptiesAtStale;

    internal Node(NodeSpec spec)
    {
        Spec = spec;
        _images = new Queue<string>(spec.Images.Distinct());
        Offered = spec.Offered;
        Free = Offered;
    }

    /// <summary>What it offered when it joined, in the ledger's steps.</summary>
    public NodeSpec Spec { get; }

    /// <summary>Its name.</summary>
    public NodeId Id => Spec.Id;

    /// <summary>Capacity less the agent's overhead.</summary>
    public Resources Offered { get; }

    /// <summary>What slots and reservations take.</summary>
    public Resources Used { get; private set; }

    /// <summary>What is held back, because slots that are packed by measured use may need more all at once.</summary>
    public Resources Guard { get; private set; }

    /// <summary>What may still be given away: never negative.</summary>
    public Resources Free { get; private set; }

    /// <summary>Slots that stand on it.</summary>
    public int Slots => _reservations.Count - StartingCreates;

    /// <summary>Reservations that wait for their slot: creates under way.</summary>
    public int StartingCreates { get; private set; }

    /// <summary>Whether it may be given new slots as far as its health goes.</summary>
    public NodeHealth Health { get; internal set; }

    /// <summary>Whether it is being emptied.</summary>
    public bool IsDraining { get; internal set; }

    /// <summary>Whether its room is kept for one slot that has waited long, and nothing else is placed here.</summary>
    public bool IsSetAside { get; internal set; }

    /// <summary>What it was last seen to use; null when nobody looked.</summary>
    public Resources? MeasuredUse { get; internal set; }

    /// <summary>The tenant of everything on it; null when nothing is, or when nobody said.</summary>
    public string? Tenant { get; private set; }

    /// <summary>When its last slot will probably be gone; null when empty or when nothing was foretold.</summary>
    public DateTimeOffset? EmptiesAt
    {
        get
        {
            if (_isEmptiesAtStale)
            {
                _emptiesAt = _reservations.Max(reservation => reservation.LivesUntil);
                _isEmptiesAtStale = false;
            }

            return _emptiesAt;
        }
    }

    /// <summary>Slots and reservations by function, in the order in which the functions came.</summary>
    public IEnumerable<FunctionCount> Functions =>
        _functions.Select(count => new FunctionCount(count.Presence.Function, count.Slots));

    /// <summary>All that stands on it or is reserved, by reservation id.</summary>
    public IEnumerable<Reservation> Reservations => _reservations.OrderBy(reservation => reservation.Id.Value);

    /// <summary>Functions whose image or code lies on it, in the order in which they came.</summary>
    public IReadOnlyCollection<string> Images => _images;

    /// <summary>Grows with every change.</summary>
    internal long Version { get; private set; }

    /// <summary>Its place in the order of ids; -1 until it has one.</summary>
    internal int Rank { get; set; } = -1;

    /// <summary>The grid that it stands in, and the cell; null and -1 while it takes no slots.</summary>
    internal FreeGrid? Grid { get; set; }

    internal int Cell { get; set; } = -1;

    /// <summary>What it counts for in its shard's sums.</summary>
    internal (Resources Offered, Resources Used) Counted { get; set; }

    /// <summary>Whether it may be given new slots, room apart.</summary>
    internal bool TakesSlots => Health == NodeHealth.Healthy && !IsDraining && !IsSetAside;

    /// <summary>What may still be charged. The guard is a root and in no steps: it would make sums inexact.</summary>
    internal Resources FreeInSteps => Free.CapacityInSteps();

    internal List<Reservation> Unordered => _reservations;

    /// <summary>What is left beside what slots take, with the guard that further variance would ask for.</summary>
    internal Resources FreeWith(Resources variance) => Offered - Used - LearnedUse.GuardOf(_variance + variance);

    /// <summary>How many slots of a function it has, reserved ones included.</summary>
    internal int CountOf(FunctionPresence presence)
    {
        var place = PlaceOf(presence);
        return place < 0 ? 0 : _functions[place].Slots;
    }

    internal void Add(Reservation reservation)
    {
        reservation.Place = _reservations.Count;
        _reservations.Add(reservation);
        StartingCreates += reservation.Slot is null ? 1 : 0;
        Tenant = reservation.IsUnclaimed ? reservation.Tenant : Tenant ?? reservation.Tenant;
        if (reservation.Owed != Resources.Zero)
        {
            _owing.Add(reservation);
        }

        _emptiesAt = reservation.LivesUntil is { } end && !(end <= _emptiesAt) ? end : _emptiesAt;
        Count(reservation.Presence, 1);
        Charge(Used + reservation.Need, _variance + reservation.Variance);
    }

    internal void Remove(Reservation reservation)
    {
        var last = _reservations[^1];
        _reservations[reservation.Place] = last;
        last.Place = reservation.Place;
        _reservations.RemoveAt(_reservations.Count - 1);
        reservation.Place = -1;
        StartingCreates -= reservation.Slot is null ? 1 : 0;
        Tenant = _reservations.Count == 0 ? null : reservation.IsUnclaimed ? FindTenant() : Tenant;
        Forgive(reservation);

        // Looked up only when asked: few policies do.
        _isEmptiesAtStale |= reservation.LivesUntil is not null && reservation.LivesUntil == _emptiesAt;
        Count(reservation.Presence, -1);
        Charge(Used - reservation.Need, _variance - reservation.Variance);
    }

    /// <summary>A slot or reservation is charged otherwise; with what is left at most, where it is more.</summary>
    /// <returns>Whether anything changed.</returns>
    internal bool Recharge(Reservation reservation, Resources need, Resources variance)
    {
        var room = reservation.Need + Resources.Max(Offered - Used, Resources.Zero);
        var granted = Resources.Min(need, room);
        if (granted == reservation.Need && variance == reservation.Variance)
        {
            return false;
        }

        Forgive(reservation);
        var (used, spread) = (Used - reservation.Need + granted, _variance - reservation.Variance + variance);
        (reservation.Need, reservation.Variance) = (granted, variance);
        Charge(used, spread);
        return true;
    }

    /// <summary>Room that came free goes to those first that are charged with less than they take.</summary>
    internal void PayOwed()
    {
        foreach (var reservation in _owing.Count == 0 ? [] : _owing.ToArray())
        {
            var more = Resources.Min(reservation.Owed, FreeInSteps);
            reservation.Need += more;
            reservation.Owed -= more;
            if (reservation.Owed == Resources.Zero)
            {
                _owing.Remove(reservation);
            }

            Charge(Used + more, _variance);
        }
    }

    /// <summary>A create has ended well.</summary>
    internal void Started()
    {
        StartingCreates--;
        Version++;
    }

    /// <summary>Something else about it changed.</summary>
    internal void Touch() => Version++;

    /// <summary>Its rank is new: tells each function where it stands.</summary>
    internal void PutPresences()
    {
        foreach (var (presence, slots) in _functions)
        {
            presence.Put(Rank, slots);
        }
    }

    internal void AddImage(string image) => _images.Enqueue(image);

    internal string TakeOldestImage() => _images.Dequeue();

    private void Charge(Resources used, Resources variance)
    {
        // Variances are squares and not in steps; an empty node starts anew, so that their error cannot add up.
        _variance = _reservations.Count == 0 ? Resources.Zero : Resources.Max(variance, Resources.Zero);
        Used = used;
        Guard = LearnedUse.GuardOf(_variance);
        Free = Resources.Max(Offered - Used - Guard, Resources.Zero);
        Version++;
    }

    private void Count(FunctionPresence presence, int change)
    {
        var place = PlaceOf(presence);
        var before = place < 0 ? 0 : _functions[place].Slots;
        presence.Move(Rank, before, before + change);
        if (place < 0)
        {
            _functions.Add(new PresenceCount(presence, change));
        }
        else if (before + change == 0)
        {
            _functions.RemoveAt(place);
        }
        else
        {
            _functions[place] = new PresenceCount(presence, before + change);
        }
    }

    /// <summary>What is owed no more: it is gone, or charged by what was measured.</summary>
    private void Forgive(Reservation reservation)
    {
        if (reservation.Owed != Resources.Zero)
        {
            reservation.Owed = Resources.Zero;
            _owing.Remove(reservation);
        }
    }

    /// <summary>Whose the node is: nobody's who is known while something on it is unclaimed.</summary>
    private string? FindTenant() =>
        _reservations.Find(standing => standing.IsUnclaimed)?.Tenant
        ?? _reservations.Find(standing => standing.Tenant is not null)?.Tenant;

    private int PlaceOf(FunctionPresence presence)
    {
        for (var i = 0; i < _functions.Count; i++)
        {
            if (ReferenceEquals(_functions[i].Presence, presence))
            {
                return i;
            }
        }

        return -1;
    }
}
