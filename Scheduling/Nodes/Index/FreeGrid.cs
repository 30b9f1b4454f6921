using System.Numerics;

namespace OrleansScaler.Scheduling.Nodes.Index;

/// <summary>
/// Nodes by what is free on them: 64 rows of memory, 64 columns of CPU, each a 64th of the largest node. A mask says
/// which rows hold nodes and one per row which columns do, so that neither the nodes nor the empty cells are walked.
/// </summary>
internal sealed class FreeGrid
{
    public const int Side = 64;

    private readonly GridCell?[] _cells = new GridCell?[Side * Side];
    private readonly ulong[] _columns = new ulong[Side];
    private int _capacity;
    private Resources _perCell;

    /// <summary>Nodes in it.</summary>
    public int Count { get; private set; }

    /// <summary>A bit for each row that holds nodes.</summary>
    public ulong Rows { get; private set; }

    /// <summary>What the last row and column begin at, a 64th more.</summary>
    public Resources Unit { get; private set; }

    /// <summary>At least the most memory and the most CPU that any node here has free, to a 64th of a node.</summary>
    public Resources LargestFree
    {
        get
        {
            if (Rows == 0)
            {
                return Resources.Zero;
            }

            var columns = 0UL;
            for (var row = 0; row < Side; row++)
            {
                columns |= _columns[row];
            }

            return Resources.Min(HighCorner(BitOperations.Log2(Rows), BitOperations.Log2(columns)), Unit);
        }
    }

    /// <summary>Forgets every node, and takes another unit and number of ranks.</summary>
    public void Clear(Resources unit, int capacity)
    {
        Array.Clear(_cells);
        Array.Clear(_columns);
        (Rows, Count, _capacity, Unit) = (0, 0, capacity, unit);
        _perCell = new Resources(PerCell(unit.MemoryMegabytes), PerCell(unit.CpuMillicores));
    }

    /// <summary>The row of an amount of memory: whoever has as much or more stands there or above.</summary>
    public int RowOf(double megabytes) => Math.Min((int)(megabytes * _perCell.MemoryMegabytes), Side - 1);

    /// <summary>The column of an amount of CPU.</summary>
    public int ColumnOf(double millicores) => Math.Min((int)(millicores * _perCell.CpuMillicores), Side - 1);

    /// <summary>A bit for each column of a row that holds nodes.</summary>
    public ulong ColumnsOf(int row) => _columns[row];

    public GridCell CellAt(int row, int column) => _cells[(row * Side) + column]!;

    /// <summary>The least that nodes of a cell have free.</summary>
    public Resources LowCorner(int row, int column) =>
        new(row * Unit.MemoryMegabytes / Side, column * Unit.CpuMillicores / Side);

    /// <summary>More than, or as much as, any node of a cell has free.</summary>
    public Resources HighCorner(int row, int column) => LowCorner(row + 1, column + 1);

    /// <summary>Puts a node where it belongs, or moves it there.</summary>
    public void Put(Node node)
    {
        var row = RowOf(node.Free.MemoryMegabytes);
        var column = ColumnOf(node.Free.CpuMillicores);
        var place = (row * Side) + column;
        if (node.Grid == this && node.Cell == place)
        {
            _cells[place]!.Most = Resources.Max(_cells[place]!.Most, node.Free);
            return;
        }

        node.Grid?.Take(node);
        var cell = _cells[place] ??= new GridCell(_capacity);
        cell.Most = cell.Nodes.Count == 0 ? node.Free : Resources.Max(cell.Most, node.Free);
        cell.Nodes.Add(node.Rank);
        _columns[row] |= 1UL << column;
        Rows |= 1UL << row;
        Count++;
        (node.Grid, node.Cell) = (this, place);
    }

    /// <summary>Takes a node out.</summary>
    public void Take(Node node)
    {
        var cell = _cells[node.Cell]!;
        cell.Nodes.Remove(node.Rank);
        if (cell.Nodes.Count == 0)
        {
            var row = node.Cell / Side;
            _columns[row] &= ~(1UL << (node.Cell % Side));
            Rows &= _columns[row] == 0 ? ~(1UL << row) : ulong.MaxValue;
        }

        Count--;
        (node.Grid, node.Cell) = (null, -1);
    }

    private static double PerCell(double unit) => unit > 0 ? Side / unit : 0;
}
