using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Scheduling.Nodes.Fleet.Line;

/// <summary>A wish in line.</summary>
internal sealed class WaitingWish(Wish wish, SlotNeed need, long number, WishFlow flow) : IComparable<WaitingWish>
{
    public Wish Wish { get; } = wish;

    /// <summary>What it takes; changes when another policy charges otherwise.</summary>
    public SlotNeed Need { get; set; } = need;

    /// <summary>Counts up: which came first.</summary>
    public long Number { get; } = number;

    public WishFlow Flow { get; } = flow;

    /// <summary>Where it stands among its function's wishes.</summary>
    public LinkedListNode<WaitingWish>? Place { get; set; }

    /// <summary>What the ledger said last; nothing while it was not asked.</summary>
    public Placement Answer { get; private set; }

    /// <summary>How many placements the fleet had made when it was first refused; null before.</summary>
    public long? RefusedAt { get; private set; }

    public void Refused(Placement answer, long placements)
    {
        Answer = answer;
        RefusedAt ??= placements;
    }

    /// <summary>Earlier deadlines first; of equal ones, who came first.</summary>
    public int CompareTo(WaitingWish? other) =>
        (Wish.Deadline, Number).CompareTo((other!.Wish.Deadline, other.Number));
}
