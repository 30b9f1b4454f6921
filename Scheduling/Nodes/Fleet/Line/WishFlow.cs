using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Scheduling.Nodes.Fleet.Line;

/// <summary>One function's wishes in line, first come first served, and its place among the functions.</summary>
internal sealed class WishFlow(FunctionKey function) : IComparable<WishFlow>
{
    private readonly LinkedList<WaitingWish> _wishes = [];

    public FunctionKey Function { get; } = function;

    /// <summary>The first one's start tag: functions with lower ones come first.</summary>
    public double Start { get; private set; }

    /// <summary>Where the last one that was served ended.</summary>
    public double Finish { get; private set; }

    public int Count => _wishes.Count;

    public WaitingWish? Head => _wishes.First?.Value;

    public void Add(WaitingWish wish, double virtualTime)
    {
        if (_wishes.Count == 0)
        {
            Start = Math.Max(virtualTime, Finish);
        }

        wish.Place = _wishes.AddLast(wish);
    }

    public void Remove(WaitingWish wish) => _wishes.Remove(wish.Place!);

    /// <summary>It was served: the next one starts where this one finishes.</summary>
    /// <returns>Where this one started.</returns>
    public double Serve(double cost, double virtualTime)
    {
        var started = _wishes.Count == 0 ? Math.Max(virtualTime, Finish) : Start;
        Finish = started + cost;
        Start = Math.Max(virtualTime, Finish);
        return started;
    }

    /// <summary>Lower start tags first; of equal ones, the lower key.</summary>
    public int CompareTo(WishFlow? other)
    {
        var byStart = Start.CompareTo(other!.Start);
        return byStart != 0 ? byStart : string.CompareOrdinal(Function.Value, other.Function.Value);
    }
}
