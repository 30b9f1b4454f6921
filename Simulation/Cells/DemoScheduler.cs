using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Simulation.Cells;

/// <summary>
/// The baseline: behaves as the contest's official demo. One call per container; the first idle container of the
/// function by id; else a new one on the first node, by id, with more room than its limit; else a new node, one for
/// every call that finds none, though others are under way. What a fresh node's first container takes is never
/// subtracted. Nothing is removed or released, and a refused reservation fails its call.
/// </summary>
internal sealed class DemoScheduler : ICellScheduler
{
    private readonly ICell _cell;
    private readonly Dictionary<FunctionKey, SortedSet<string>> _idle = [];
    private readonly SortedDictionary<NodeId, double> _room = [];
    private readonly Dictionary<long, CellCall> _orders = [];
    private readonly Dictionary<long, CellCall> _creates = [];
    private long _numbers;

    public DemoScheduler(ICell cell) => _cell = cell;

    public string Name => "demo";

    public void Acquire(in CellCall call)
    {
        if (_idle.TryGetValue(call.Function.Key, out var idle) && idle.Min is { } container)
        {
            idle.Remove(container);
            _cell.Grant(call.Id, container);
            return;
        }

        foreach (var (node, room) in _room)
        {
            if (room > call.Function.MemoryMegabytes)
            {
                _room[node] = room - call.Function.MemoryMegabytes;
                Create(call, node);
                return;
            }
        }

        _orders.Add(++_numbers, call);
        _cell.ReserveNode(_numbers);
    }

    /// <summary>It does not notice: what is made for the call is never used, as nobody returns it.</summary>
    public void Abandoned(in CellCall call)
    {
        Forget(_orders, call);
        Forget(_creates, call);
    }

    public void Returned(in CellReturn run)
    {
        if (run.End == CellRunEnd.Completed)
        {
            IdleOf(run.Call.Function.Key).Add(run.Container);
        }
    }

    public void NodeReserved(long order, ReserveNodeResult result)
    {
        _orders.Remove(order, out var call);
        if (result.Node is { } node)
        {
            _room.Add(node.Id, node.MemoryMegabytes);
            if (call.Function is not null)
            {
                Create(call, node.Id);
            }

            return;
        }

        if (call.Function is not null)
        {
            _cell.Refuse(call.Id, CellRefusal.Exhausted);
        }
    }

    public void NodeReleased(NodeId node, NodeCallResult result)
    {
        // It releases none.
    }

    public void Created(long tag, CreateContainerResult result)
    {
        if (!_creates.Remove(tag, out var call))
        {
            return;
        }

        if (result.Outcome == PlatformOutcome.Ok)
        {
            _cell.Grant(call.Id, result.ContainerId!);
            return;
        }

        _cell.Refuse(call.Id, CellRefusal.Broken);
    }

    public void Removed(string container, NodeCallResult result)
    {
        // It removes none.
    }

    public void Woken()
    {
        // It asks for nothing of the kind.
    }

    private void Create(in CellCall call, NodeId node)
    {
        _creates.Add(++_numbers, call);
        _cell.CreateContainer(node, call.Function, _numbers);
    }

    private SortedSet<string> IdleOf(FunctionKey function)
    {
        if (!_idle.TryGetValue(function, out var idle))
        {
            idle = new SortedSet<string>(StringComparer.Ordinal);
            _idle.Add(function, idle);
        }

        return idle;
    }

    private static void Forget(Dictionary<long, CellCall> underWay, in CellCall call)
    {
        foreach (var (number, waiting) in underWay)
        {
            if (waiting.Id == call.Id)
            {
                underWay.Remove(number);
                return;
            }
        }
    }
}
