namespace OrleansScaler.Simulation.Cells.Machines;

/// <summary>
/// The cores of one node, shared among the calls that want them. Between two changes every rate is constant, so the
/// next end is known exactly; a change settles what went by and finds the next end anew.
/// </summary>
internal sealed class NodeCpu
{
    /// <summary>Less work than this many ticks of a core, 0.1 ns, is what rounding leaves of nothing.</summary>
    private const double Nothing = 0.001;

    private readonly CellAgenda _agenda;
    private readonly double _cores;
    private readonly Action<NodeCall> _done;
    private readonly List<CpuShare> _active = [];
    private readonly List<NodeCall> _ended = [];
    private long _settledAt;
    private long _turn;
    private double _usedTicks;
    private double _polledTicks;

    /// <summary>Makes the idle cores of a node.</summary>
    /// <param name="agenda">The cell's clock.</param>
    /// <param name="cores">How many.</param>
    /// <param name="done">Is told of each call whose CPU work is done.</param>
    public NodeCpu(CellAgenda agenda, double cores, Action<NodeCall> done)
    {
        _agenda = agenda;
        _cores = cores;
        _done = done;
        _settledAt = agenda.Now;
    }

    /// <summary>A call wants CPU from now on.</summary>
    public void Add(NodeCall call)
    {
        Settle();
        var share = call.Container.Cpu;
        share.Add(call);
        if (share.Wanting.Count == 1)
        {
            _active.Add(share);
        }

        Share();
    }

    /// <summary>The calls of a container want nothing more.</summary>
    public void Drop(NodeContainer container)
    {
        Settle();
        container.Cpu.Wanting.Clear();
        _active.Remove(container.Cpu);
        Share();
    }

    /// <summary>Brings all sums up to now.</summary>
    public void Settle()
    {
        var ticks = _agenda.Now - _settledAt;
        _settledAt = _agenda.Now;
        foreach (var share in _active)
        {
            share.Serve(ticks);
            _usedTicks += share.Cores * ticks;
        }
    }

    /// <summary>Core ticks used since this was last asked; settle first.</summary>
    public double TakeUsed()
    {
        var used = _usedTicks - _polledTicks;
        _polledTicks = _usedTicks;
        return used;
    }

    private void Share()
    {
        WaterFilling.Fill(_active, _cores);
        var turn = ++_turn;
        var next = double.PositiveInfinity;
        foreach (var share in _active)
        {
            next = Math.Min(next, share.TicksToNext());
        }

        if (_active.Count > 0)
        {
            _agenda.At(_agenda.Now + (long)next, CellEventKind.CallEnds, () => Turn(turn));
        }
    }

    /// <summary>Somebody is done; what was put down before the last change is stale.</summary>
    private void Turn(long turn)
    {
        if (turn != _turn)
        {
            return;
        }

        Settle();
        _ended.Clear();
        foreach (var share in _active)
        {
            foreach (var call in share.Wanting)
            {
                if (call.ServedUntil - share.Served <= Nothing)
                {
                    _ended.Add(call);
                }
            }
        }

        Leave();
        Share();
        foreach (var call in _ended.ToArray())
        {
            _done(call);
        }
    }

    private void Leave()
    {
        foreach (var call in _ended)
        {
            var share = call.Container.Cpu;
            share.Wanting.Remove(call);
            if (share.Wanting.Count == 0)
            {
                _active.Remove(share);
            }
        }
    }
}
