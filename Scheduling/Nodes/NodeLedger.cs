using System.Diagnostics;
using OrleansScaler.Scheduling.Nodes.Index;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Nodes.Policies;
using OrleansScaler.Scheduling.Nodes.Shards;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Nodes;

/// <summary>
/// The list of record of a shard's nodes: what they offer, what is reserved and what stands on them. Every method
/// checks and acts in one call, so that nothing can come between: room that was seen is taken, and a node that is gone
/// cannot be handed out. Same calls, same answers. Time comes in; an earlier one than the last counts as the last.
/// </summary>
/// <remarks>
/// What one request goes through: <c>reserved → confirmed → released</c>; or <c>reserved → cancelled | expired</c>; or
/// either <c>→ lost</c> with its node. Whatever is asked of one that has ended is answered "unknown".
/// </remarks>
public sealed partial class NodeLedger
{
    private readonly NodeIndex _index = new();
    private readonly Dictionary<ReservationId, Reservation> _pending = [];
    private readonly Dictionary<SlotId, Reservation> _slots = [];
    private readonly ReservationLine _line = new();
    private readonly PlacementLog _log;
    private long _nextReservation;

    /// <summary>A ledger without nodes.</summary>
    /// <param name="options">Its bounds.</param>
    /// <param name="policy">Chooses between nodes.</param>
    public NodeLedger(NodeLedgerOptions options, IPlacementPolicy policy)
    {
        (Options, Policy) = (options, policy);
        _index.Serve(policy.Traits);
        _log = new PlacementLog(options.RememberedPlacements);
        _nextReservation = options.FirstReservation;
    }

    /// <summary>Its bounds.</summary>
    public NodeLedgerOptions Options { get; }

    /// <summary>What chooses between nodes; another one may take over at any time.</summary>
    public IPlacementPolicy Policy { get; private set; }

    /// <summary>The latest time that was told.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>When the next reservation expires; null when none may.</summary>
    public DateTimeOffset? NextDeadline => _line.First?.ExpiresAt;

    /// <summary>The nodes, by id.</summary>
    public IEnumerable<Node> Nodes => _index.Nodes.Values.OrderBy(node => node.Id);

    /// <summary>Slots that stand on nodes.</summary>
    public int Slots => _slots.Count;

    /// <summary>Reservations that wait for their slot.</summary>
    public int Pending => _pending.Count;

    /// <summary>The last placements, newest first.</summary>
    public IEnumerable<PlacementRecord> LastPlacements => _log.NewestFirst;

    internal NodeIndex Index => _index;

    internal IReadOnlyDictionary<ReservationId, Reservation> PendingById => _pending;

    internal IReadOnlyDictionary<SlotId, Reservation> BySlot => _slots;

    internal ReservationLine Line => _line;

    /// <summary>Lets another policy choose from now on. What was placed stays where it is.</summary>
    /// <param name="policy">The policy.</param>
    public void Use(IPlacementPolicy policy)
    {
        Policy = policy;
        _index.Serve(policy.Traits);
        _rankings.Clear();
    }

    /// <summary>A node; null when there is none of that name.</summary>
    /// <param name="id">Its name.</param>
    public Node? Find(NodeId id) => _index.Nodes.GetValueOrDefault(id);

    /// <summary>What stands for a slot; null when it is unknown here.</summary>
    /// <param name="slot">The slot.</param>
    public Reservation? Find(SlotId slot) => _slots.GetValueOrDefault(slot);

    /// <summary>The slot was made: its reservation stands until it is released.</summary>
    /// <param name="id">The reservation. One that is past its time but was not expired yet still counts.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="now">The time.</param>
    public ConfirmStatus Confirm(ReservationId id, SlotId slot, DateTimeOffset now)
    {
        Advance(now);
        if (_slots.TryGetValue(slot, out var known))
        {
            return known.Id == id ? ConfirmStatus.AlreadyConfirmed : ConfirmStatus.SlotTaken;
        }

        if (!_pending.Remove(id, out var reservation))
        {
            return ConfirmStatus.UnknownReservation;
        }

        _line.Remove(reservation);
        _slots.Add(slot, reservation);
        reservation.Slot = slot;
        reservation.Node.Started();
        Refresh(reservation.Node);
        return ConfirmStatus.Confirmed;
    }

    /// <summary>The slot will not be made: gives its room back.</summary>
    /// <param name="id">The reservation.</param>
    /// <returns>Whether it was held; false when it has expired, was confirmed, or never was.</returns>
    public bool Cancel(ReservationId id)
    {
        if (!_pending.TryGetValue(id, out var reservation))
        {
            return false;
        }

        End(reservation);
        return true;
    }

    /// <summary>The slot is gone: gives its room back.</summary>
    /// <param name="slot">The slot.</param>
    /// <returns>
    /// Whether it stood here; false when it was released before, went away with its node, or never was.
    /// </returns>
    public bool Release(SlotId slot)
    {
        if (!_slots.TryGetValue(slot, out var reservation))
        {
            return false;
        }

        End(reservation);
        return true;
    }

    /// <summary>Gives back what was reserved and not confirmed in time.</summary>
    /// <param name="now">The time.</param>
    /// <param name="expired">Gets what expired, earliest first.</param>
    public void Tick(DateTimeOffset now, List<Reservation> expired)
    {
        Advance(now);
        while (_line.First is { } first && first.ExpiresAt <= Now)
        {
            End(first);
            expired.Add(first);
        }
    }

    /// <summary>What this shard tells others of itself.</summary>
    /// <param name="shard">Its number.</param>
    public ShardDigest Digest(int shard)
    {
        _index.Renew(Options.CreatesPerNode);
        return new ShardDigest(shard, _index.Offered, _index.Used, _index.Open.LargestFree);
    }

    /// <summary>All that can be told of the ledger now. Costs a walk over all nodes.</summary>
    public NodeLedgerSnapshot Snapshot() => new(this);

    /// <summary>Takes a reservation out of every list, whatever became of it.</summary>
    private void End(Reservation reservation)
    {
        Debug.Assert(reservation.Place >= 0, $"{reservation} ended twice");
        if (reservation.Slot is { } slot)
        {
            _slots.Remove(slot);
        }
        else
        {
            _pending.Remove(reservation.Id);
            _line.Remove(reservation);
        }

        reservation.Node.Remove(reservation);
        reservation.Node.PayOwed();
        _index.ForgetIfGone(reservation.Presence);
        Refresh(reservation.Node);
    }

    private void Refresh(Node node) => _index.Refresh(node, Options.CreatesPerNode);

    private void Advance(DateTimeOffset now) => Now = now > Now ? now : Now;
}
