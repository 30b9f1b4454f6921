namespace OrleansScaler.Scheduling.Nodes.Index;

/// <summary>
/// Finds the lowest rank with room. A binary tree over the ranks; each of its knots has 64 bits: bit 8 · m + c says
/// that some node below has m eighths of the largest node's memory free and c eighths of its CPU. Maxima alone would
/// not do: where one node has memory and another CPU, they promise room that no node has. Bits alone would not either:
/// a whole node and seven eighths of one are the same to them.
/// </summary>
internal sealed class FirstFitTree
{
    private const int Classes = 8;

    private FitKnot[] _knots = [];
    private int _leaves;
    private Resources _perClass;

    /// <summary>Forgets every node, and takes another unit and number of ranks.</summary>
    public void Clear(Resources unit, int capacity)
    {
        _leaves = 1;
        while (_leaves < capacity)
        {
            _leaves *= 2;
        }

        _knots = new FitKnot[2 * _leaves];
        _perClass = new Resources(
            unit.MemoryMegabytes > 0 ? Classes / unit.MemoryMegabytes : 0,
            unit.CpuMillicores > 0 ? Classes / unit.CpuMillicores : 0);
    }

    /// <summary>A rank has so much free now.</summary>
    public void Put(int rank, Resources free)
    {
        var memory = ClassOf(free.MemoryMegabytes, _perClass.MemoryMegabytes);
        var cpu = ClassOf(free.CpuMillicores, _perClass.CpuMillicores);
        Set(rank, new FitKnot(1UL << ((memory * Classes) + cpu), free));
    }

    /// <summary>A rank takes no slots.</summary>
    public void Take(int rank) => Set(rank, default);

    /// <summary>The next rank from one on that may have room; -1 for none.</summary>
    /// <param name="from">The first rank to look at.</param>
    /// <param name="need">What has to fit. Nodes that have less than an eighth too little are found too.</param>
    public int Next(int from, Resources need)
    {
        if (from >= _leaves)
        {
            return -1;
        }

        var wanted = Wanted(need);
        var knot = from + _leaves;
        while (!_knots[knot].MayHave(wanted, need))
        {
            // Up until there is something to the right, and one step over.
            while ((knot & 1) == 1)
            {
                knot >>= 1;
                if (knot <= 1)
                {
                    return -1;
                }
            }

            knot++;
        }

        // A knot may promise what neither half holds: then the right half is gone into, found wanting, and left.
        while (knot < _leaves)
        {
            knot *= 2;
            knot += _knots[knot].MayHave(wanted, need) ? 0 : 1;
        }

        return knot - _leaves;
    }

    private void Set(int rank, FitKnot leaf)
    {
        var knot = rank + _leaves;
        _knots[knot] = leaf;
        for (knot >>= 1; knot >= 1; knot >>= 1)
        {
            var both = _knots[2 * knot] | _knots[(2 * knot) + 1];
            if (_knots[knot] == both)
            {
                return;
            }

            _knots[knot] = both;
        }
    }

    private ulong Wanted(Resources need)
    {
        var memory = ClassOf(need.MemoryMegabytes, _perClass.MemoryMegabytes);
        var cpu = ClassOf(need.CpuMillicores, _perClass.CpuMillicores);
        var columns = (0xFFUL << cpu) & 0xFFUL;
        return (columns * 0x0101_0101_0101_0101UL) & (ulong.MaxValue << (memory * Classes));
    }

    private static int ClassOf(double amount, double perUnit) => Math.Min((int)(amount * perUnit), Classes - 1);
}
