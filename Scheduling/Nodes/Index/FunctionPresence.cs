using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Scheduling.Nodes.Index;

/// <summary>Where one function stands: the nodes with one of its slots, with two, and so on.</summary>
internal sealed class FunctionPresence(FunctionKey function, int capacity)
{
    private readonly List<NodeSet?> _byCount = [];

    public FunctionKey Function => function;

    /// <summary>Nodes that it stands on.</summary>
    public NodeSet Nodes { get; private set; } = new(capacity);

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
        Put(rank, before, after);
    }

    /// <summary>Ranks have changed: begins anew with no node.</summary>
    public void Clear(int newCapacity)
    {
        capacity = newCapacity;
        _byCount.Clear();
        Nodes = new NodeSet(capacity);
    }

    /// <summary>After <see cref="Clear"/>: a node stands at another rank, with as many slots as before.</summary>
    public void Put(int rank, int before, int after)
    {
        if (before > 0)
        {
            var set = _byCount[before - 1]!;
            set.Remove(rank);
            _byCount[before - 1] = set.Count == 0 ? null : set;
        }

        while (_byCount.Count < after)
        {
            _byCount.Add(null);
        }

        if (after > 0)
        {
            (_byCount[after - 1] ??= new NodeSet(capacity)).Add(rank);
            Nodes.Add(rank);
        }
        else
        {
            Nodes.Remove(rank);
        }

        while (_byCount.Count > 0 && _byCount[^1] is null)
        {
            _byCount.RemoveAt(_byCount.Count - 1);
        }
    }
}
