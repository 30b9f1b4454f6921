using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Scheduling.Nodes.Index;

/// <summary>
/// Where one function stands: the nodes with one of its slots, with two, and so on. Only its slots are counted unless
/// some policy asks where they stand.
/// </summary>
internal sealed class FunctionPresence(FunctionKey function, NodeSetPool sets)
{
    private readonly List<NodeSet?> _byCount = [];

    public FunctionKey Function => function;

    /// <summary>What its slots were all charged with last; null before that.</summary>
    public MeasuredNeed? Charged { get; set; }

    /// <summary>Nodes that it stands on; null for none.</summary>
    public NodeSet? Nodes { get; private set; }

    /// <summary>Its slots on all nodes, reserved ones included.</summary>
    public int Slots { get; private set; }

    /// <summary>The most of its slots that any one node may have.</summary>
    public int HighestCount => _byCount.Count;

    /// <summary>Nodes with exactly so many of its slots; null for none.</summary>
    /// <param name="slots">1 or more.</param>
    public NodeSet? NodesWith(int slots) => slots <= _byCount.Count ? _byCount[slots - 1] : null;

    /// <summary>A node has another number of its slots now.</summary>
    public void Move(int rank, int before, int after)
    {
        Slots += after - before;
        if (!sets.AreAsked)
        {
            return;
        }

        if (before > 0)
        {
            _byCount[before - 1] = Without(_byCount[before - 1]!, rank);
        }

        if (after > 0)
        {
            Put(rank, after);
        }
        else
        {
            Nodes = Without(Nodes!, rank);
        }

        while (_byCount.Count > 0 && _byCount[^1] is null)
        {
            _byCount.RemoveAt(_byCount.Count - 1);
        }
    }

    /// <summary>
    /// Ranks have changed: begins anew with no node; as many <see cref="Put"/> follow as it stands on.
    /// </summary>
    public void Clear()
    {
        _byCount.Clear();
        Nodes = null;
    }

    /// <summary>A node at a rank has so many of its slots.</summary>
    public void Put(int rank, int slots)
    {
        if (!sets.AreAsked)
        {
            return;
        }

        while (_byCount.Count < slots)
        {
            _byCount.Add(null);
        }

        (_byCount[slots - 1] ??= sets.Take()).Add(rank);
        (Nodes ??= sets.Take()).Add(rank);
    }

    private NodeSet? Without(NodeSet set, int rank)
    {
        set.Remove(rank);
        if (set.Count > 0)
        {
            return set;
        }

        sets.GiveBack(set);
        return null;
    }
}
