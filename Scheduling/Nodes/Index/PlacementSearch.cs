using System.Numerics;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Nodes.Policies;

namespace OrleansScaler.Scheduling.Nodes.Index;

/// <summary>
/// Finds the nodes with the lowest score without asking about each. Each row of the grid has one cell that comes first:
/// the leftmost with room for a policy that wants little left, the rightmost for one that wants much. The best corner
/// of that cell bounds what its nodes can score; the row with the lowest bound is looked into, and takes its next cell.
/// What is found is exact unless one cell (1/64 of a node's memory by 1/64 of its CPU) holds more nodes than are
/// scored.
/// </summary>
internal sealed class PlacementSearch
{
    /// <summary>Nodes that are scored before the best is taken: what bounds a decision.</summary>
    public const int MaximumScored = 64;

    /// <summary>And of one cell: nodes of one cell differ by so little that looking at others tells more.</summary>
    private const int ScoredPerCell = 16;

    private readonly List<RankedNode> _found = new(MaximumScored);
    private readonly double[] _bounds = new double[FreeGrid.Side];
    private readonly ulong[] _columns = new ulong[FreeGrid.Side];
    private NodeIndex _index = null!;
    private FreeGrid _grid = null!;
    private PlacementQuestion _question = null!;
    private IPlacementPolicy _policy = null!;
    private PlacementTraits _traits = null!;
    private NodeSet? _only;
    private NodeSet? _except;
    private int _best;

    /// <summary>Nodes that were scored, in no order.</summary>
    public List<RankedNode> Found => _found;

    /// <summary>The best of them.</summary>
    public RankedNode Best => _found[_best];

    /// <summary>Whether a node had room, but beside another tenant's slots.</summary>
    public bool SawOtherTenants { get; private set; }

    /// <summary>Looks for nodes for one slot.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Run(NodeIndex index, FreeGrid grid, PlacementQuestion question, IPlacementPolicy policy)
    {
        (_index, _grid, _question, _policy, _traits) = (index, grid, question, policy, policy.Traits);
        SawOtherTenants = false;
        return _traits.Preference switch
        {
            Preference.FewestOfFunction => FewestFirst(),
            Preference.ImagePresent => ImageFirst(),
            _ => Look(null, null),
        };
    }

    private bool FewestFirst()
    {
        if (!_index.Functions.TryGetValue(_question.Request.Function, out var presence))
        {
            return Look(null, null);
        }

        if (Look(null, presence.Nodes))
        {
            return true;
        }

        for (var slots = 1; slots <= presence.HighestCount; slots++)
        {
            if (presence.NodesWith(slots) is { } nodes && Look(nodes, null))
            {
                return true;
            }
        }

        return false;
    }

    private bool ImageFirst() =>
        _question.Request.Image is { } image && _index.NodesWith(image) is { } nodes
            ? Look(nodes, null) || Look(null, nodes)
            : Look(null, null);

    private bool Look(NodeSet? only, NodeSet? except)
    {
        (_only, _except, _best) = (only, except, 0);
        _found.Clear();
        if (_traits.Order == SearchOrder.LowestId)
        {
            LookById();
        }
        else
        {
            LookByRoom();
        }

        return _found.Count > 0;
    }

    private void LookById()
    {
        var wanted = _traits.ReusesRankings ? RankingCache.Length : 1;
        for (var rank = _index.Order.Next(0, _question.Need); rank >= 0 && _found.Count < wanted;
            rank = _index.Order.Next(rank + 1, _question.Need))
        {
            if (_index.At(rank) is { } node && node.Grid == _grid && IsWanted(rank) && _question.FitsOn(node))
            {
                Weigh(node);
            }
        }
    }

    private bool IsWanted(int rank) => _only?.Contains(rank) != false && _except?.Contains(rank) != true;

    private void LookByRoom()
    {
        var need = _question.Need;
        var firstColumn = _grid.ColumnOf(need.CpuMillicores);
        var rows = _grid.Rows & (ulong.MaxValue << _grid.RowOf(need.MemoryMegabytes));
        for (var bits = rows; bits != 0; bits &= bits - 1)
        {
            var row = BitOperations.TrailingZeroCount(bits);
            _columns[row] = _grid.ColumnsOf(row) & (ulong.MaxValue << firstColumn);
            rows = Bound(row) ? rows : rows & ~(1UL << row);
        }

        while (rows != 0)
        {
            var row = LowestBound(rows);
            if (_found.Count > 0 && (_found.Count >= MaximumScored || CannotBeBetter(_bounds[row])))
            {
                return;
            }

            var column = FirstColumn(_columns[row]);
            LookInto(_grid.CellAt(row, column));
            _columns[row] &= ~(1UL << column);
            rows = Bound(row) ? rows : rows & ~(1UL << row);
        }
    }

    private bool CannotBeBetter(double bound) =>
        _traits.ScoresFreeAlone && bound > Best.Score && !_traits.ReusesRankings;

    /// <summary>Bounds what the next cell of a row can score.</summary>
    /// <returns>Whether there is a next cell.</returns>
    private bool Bound(int row)
    {
        if (_columns[row] == 0)
        {
            return false;
        }

        var column = FirstColumn(_columns[row]);
        var isTight = _traits.Order == SearchOrder.TightestFirst;
        var corner = isTight
            ? Resources.Max(_grid.LowCorner(row, column), _question.Need)
            : Resources.Min(_grid.HighCorner(row, column), _grid.Unit);
        var fit = new PlacementFit(_question, corner, null);
        _bounds[row] = _traits.ScoresFreeAlone ? _policy.Score(fit) : isTight ? fit.Left : -fit.Left;
        return true;
    }

    private int FirstColumn(ulong columns) => _traits.Order == SearchOrder.TightestFirst
        ? BitOperations.TrailingZeroCount(columns)
        : BitOperations.Log2(columns);

    private int LowestBound(ulong rows)
    {
        var lowest = BitOperations.TrailingZeroCount(rows);
        for (var bits = rows & (rows - 1); bits != 0; bits &= bits - 1)
        {
            var row = BitOperations.TrailingZeroCount(bits);
            lowest = _bounds[row] < _bounds[lowest] ? row : lowest;
        }

        return lowest;
    }

    private void LookInto(GridCell cell)
    {
        if (!_question.Need.FitsIn(cell.Most))
        {
            return;
        }

        var most = Resources.Zero;
        var until = Math.Min(_found.Count + ScoredPerCell, MaximumScored);
        for (var rank = cell.Nodes.Next(0, _only, _except); rank >= 0; rank = cell.Nodes.Next(rank + 1, _only, _except))
        {
            var node = _index.At(rank)!;
            most = Resources.Max(most, node.Free);
            if (_question.FitsOn(node))
            {
                Weigh(node);
                if (_found.Count == until)
                {
                    return;
                }
            }
        }

        if (_only is null && _except is null)
        {
            cell.Most = most;
        }
    }

    private void Weigh(Node node)
    {
        if (!_question.MayStandOn(node))
        {
            SawOtherTenants = true;
            return;
        }

        var ranked = new RankedNode(node, _policy.Score(new PlacementFit(_question, node.Free, node)), node.Version);
        _found.Add(ranked);
        _best = ranked.CompareTo(_found[_best]) < 0 ? _found.Count - 1 : _best;
    }
}
