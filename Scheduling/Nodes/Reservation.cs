using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes.Index;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Nodes;

/// <summary>
/// A piece of one node that is set aside for one slot: until it expires, or, once confirmed, until the slot is
/// released. Only its ledger changes it; everyone else reads.
/// </summary>
public sealed class Reservation
{
    internal Reservation(ReservationId id, Node node, FunctionPresence presence) =>
        (Id, Node, Presence) = (id, node, presence);

    /// <summary>Its name.</summary>
    public ReservationId Id { get; }

    /// <summary>Whose slot it is for.</summary>
    public FunctionKey Function => Presence.Function;

    /// <summary>Where it is.</summary>
    public Node Node { get; }

    /// <summary>
    /// What it takes of the node, its sidecar included; less than was asked where measured use says so.
    /// </summary>
    public Resources Need { get; internal set; }

    /// <summary>When it ends unless confirmed.</summary>
    public DateTimeOffset ExpiresAt { get; internal init; }

    /// <summary>The tenant that it belongs to; null where nobody said.</summary>
    public string? Tenant { get; internal init; }

    /// <summary>When the slot will probably be gone; null when nobody foretold it.</summary>
    public DateTimeOffset? LivesUntil { get; internal init; }

    /// <summary>The slot; null until confirmed.</summary>
    public SlotId? Slot { get; internal set; }

    /// <summary>
    /// How much the slot's use is spread round its mean, in MB² and millicores²; zero when unmeasured.
    /// </summary>
    internal Resources Variance { get; set; }

    /// <summary>What it takes beyond what it is charged with, because its node had no more when it was found.</summary>
    internal Resources Owed { get; set; }

    /// <summary>Whether nobody has said yet whose it is.</summary>
    internal bool IsUnclaimed => Function == UnclaimedSlots.Function;

    /// <summary>What it was declared to need, and what its sidecar needs beside it.</summary>
    internal Resources Declared { get; init; }

    internal Resources Sidecar { get; init; }

    internal FunctionPresence Presence { get; }

    /// <summary>Where it stands in its node's list; -1 once it is gone.</summary>
    internal int Place { get; set; } = -1;

    /// <summary>The neighbours in the line of those that may expire.</summary>
    internal Reservation? Earlier { get; set; }

    internal Reservation? Later { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} of {Function} on {Node.Id}";
}
