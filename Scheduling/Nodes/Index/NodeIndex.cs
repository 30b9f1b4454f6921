using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes.Policies;

namespace OrleansScaler.Scheduling.Nodes.Index;

/// <summary>
/// Nodes by rank, by what is free on them, by function and by image. A rank is a node's place in the order of ids. A
/// node whose id comes after all others gets the next one; any other makes all ranks anew at the next question, which
/// costs n · log n for n nodes and happens when nodes join, not when slots are placed.
/// </summary>
internal sealed class NodeIndex
{
    /// <summary>Ranks to begin with: a word of bits.</summary>
    private const int LeastCapacity = 64;

    /// <summary>One rank in so many is kept for nodes to come: growing then costs each of them a few steps.</summary>
    private const int Spare = 4;

    private readonly Dictionary<NodeId, Node> _nodes = [];
    private readonly Dictionary<FunctionKey, FunctionPresence> _functions = [];
    private readonly Dictionary<string, NodeSet> _images = new(StringComparer.Ordinal);
    private readonly Dictionary<Resources, int> _shapes = [];
    private readonly NodeSetPool _sets = new();
    private Node?[] _byRank = new Node?[LeastCapacity];
    private int _ranks;
    private Node? _last;
    private PlacementTraits? _served;
    private bool _isStale = true;

    /// <summary>All nodes, by name.</summary>
    public IReadOnlyDictionary<NodeId, Node> Nodes => _nodes;

    /// <summary>Where each function stands.</summary>
    public IReadOnlyDictionary<FunctionKey, FunctionPresence> Functions => _functions;

    /// <summary>Nodes that take slots and may begin creates.</summary>
    public FreeGrid Open { get; } = new();

    /// <summary>Nodes that take slots, but create as many as they may.</summary>
    public FreeGrid Creating { get; } = new();

    /// <summary>Those of <see cref="Open"/>, in the order of ids; empty unless it is kept.</summary>
    public FirstFitTree Order { get; } = new();

    /// <summary>Whether <see cref="Order"/> is kept, which costs every change a walk to its root.</summary>
    public bool KeepsOrder { get; private set; }

    /// <summary>The most memory and the most CPU that a node offers; what shares are of.</summary>
    public Resources Unit { get; private set; }

    /// <summary>Whether nodes or a policy have come that the next question makes ranks and sets for.</summary>
    public bool IsStale => _isStale;

    /// <summary>Whether it is known where functions stand.</summary>
    public bool KeepsPresence => _sets.AreAsked;

    /// <summary>What nodes that take slots offer, all together.</summary>
    public Resources Offered { get; private set; }

    /// <summary>What is used or reserved of it.</summary>
    public Resources Used { get; private set; }

    /// <summary>Different amounts that nodes offer.</summary>
    public IReadOnlyCollection<Resources> Shapes => _shapes.Keys;

    public Node? At(int rank) => rank < _ranks ? _byRank[rank] : null;

    public void Join(Node node)
    {
        _nodes.Add(node.Id, node);
        _shapes[node.Offered] = _shapes.GetValueOrDefault(node.Offered) + 1;
        _isStale |= _ranks == _byRank.Length || node.Id < _last?.Id || !node.Offered.FitsIn(Unit);
        if (!_isStale)
        {
            Append(node);
        }
    }

    public void Leave(Node node)
    {
        _nodes.Remove(node.Id);
        if (--_shapes[node.Offered] == 0)
        {
            _shapes.Remove(node.Offered);
        }

        if (node.Rank < 0)
        {
            return;
        }

        node.Grid?.Take(node);
        PutInOrder(node, false);
        Count(node, default);
        _byRank[node.Rank] = null;
        foreach (var image in node.Images)
        {
            Forget(image, node.Rank);
        }

        node.Rank = -1;
    }

    /// <summary>Puts a node into the grid and the tree as it is now.</summary>
    /// <param name="node">The node.</param>
    /// <param name="createsBound">Creates that a node may have under way.</param>
    public void Refresh(Node node, int createsBound)
    {
        if (node.Rank < 0)
        {
            return;
        }

        Count(node, node.TakesSlots ? (node.Offered, node.Used) : default);
        if (!node.TakesSlots)
        {
            node.Grid?.Take(node);
            PutInOrder(node, false);
        }
        else if (node.StartingCreates < createsBound)
        {
            Open.Put(node);
            PutInOrder(node, true);
        }
        else
        {
            Creating.Put(node);
            PutInOrder(node, false);
        }
    }

    public FunctionPresence PresenceOf(FunctionKey function)
    {
        if (!_functions.TryGetValue(function, out var presence))
        {
            presence = new FunctionPresence(function, _sets);
            _functions.Add(function, presence);
        }

        return presence;
    }

    public void ForgetIfGone(FunctionPresence presence)
    {
        if (presence.Slots == 0)
        {
            _functions.Remove(presence.Function);
        }
    }

    /// <summary>Nodes that have an image; null when none has.</summary>
    public NodeSet? NodesWith(string image) => _images.GetValueOrDefault(image);

    public void Note(string image, Node node)
    {
        if (node.Rank < 0)
        {
            return;
        }

        if (!_images.TryGetValue(image, out var nodes))
        {
            nodes = _sets.Take();
            _images.Add(image, nodes);
        }

        nodes.Add(node.Rank);
    }

    public void Forget(string image, int rank)
    {
        if (rank >= 0 && _images.TryGetValue(image, out var nodes))
        {
            nodes.Remove(rank);
            if (nodes.Count == 0)
            {
                _images.Remove(image);
                _sets.GiveBack(nodes);
            }
        }
    }

    /// <summary>Keeps what a policy asks for, and no more; from the next question on.</summary>
    public void Serve(PlacementTraits traits)
    {
        _served = traits;
        _isStale = true;
    }

    /// <summary>Makes ranks, grids and sets anew if nodes have joined out of order.</summary>
    /// <param name="createsBound">Creates that a node may have under way.</param>
    public void Renew(int createsBound)
    {
        if (!_isStale)
        {
            return;
        }

        _isStale = false;
        KeepsOrder = _served?.Order == SearchOrder.LowestId;
        _sets.AreAsked = _served?.Preference == Preference.FewestOfFunction;
        var capacity = Math.Max(LeastCapacity, _nodes.Count + (_nodes.Count / Spare));
        _byRank = new Node?[capacity];
        (_ranks, _last) = (0, null);
        Unit = _shapes.Keys.Aggregate(Resources.Zero, Resources.Max);
        Open.Clear(Unit, capacity);
        Creating.Clear(Unit, capacity);
        Order.Clear(Unit, KeepsOrder ? capacity : 0);
        _sets.Clear(capacity);
        _images.Clear();
        foreach (var presence in _functions.Values)
        {
            presence.Clear();
        }

        foreach (var node in _nodes.Values.OrderBy(node => node.Id))
        {
            (node.Grid, node.Cell) = (null, -1);
            Append(node);
            node.PutPresences();
            Refresh(node, createsBound);
        }
    }

    private void PutInOrder(Node node, bool isOpen)
    {
        if (!KeepsOrder)
        {
            return;
        }

        if (isOpen)
        {
            Order.Put(node.Rank, node.Free);
        }
        else
        {
            Order.Take(node.Rank);
        }
    }

    private void Count(Node node, (Resources Offered, Resources Used) now)
    {
        Offered += now.Offered - node.Counted.Offered;
        Used += now.Used - node.Counted.Used;
        node.Counted = now;
    }

    private void Append(Node node)
    {
        node.Rank = _ranks;
        _byRank[_ranks++] = node;
        _last = node;
        foreach (var image in node.Images)
        {
            Note(image, node);
        }
    }
}
