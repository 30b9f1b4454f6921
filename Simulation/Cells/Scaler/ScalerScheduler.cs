using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Nodes.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.Cells.Scaler;

/// <summary>
/// This product in a simulated cell: the pools, the learning and the fleet that the server uses, driven in virtual time
/// as its grains drive them. It decides nothing itself.
/// </summary>
internal sealed partial class ScalerScheduler : ICellScheduler
{
    private readonly ICell _cell;
    private readonly ScalerSettings _settings;
    private readonly NodeFleet _fleet;
    private readonly Dictionary<FunctionKey, ScalerFunction> _byKey = [];
    private readonly List<ScalerFunction> _functions = [];
    private readonly List<PoolCommand> _pool = [];
    private readonly List<FleetCommand> _nodes = [];
    private DateTimeOffset _pollAt;

    /// <summary>A scheduler without nodes.</summary>
    public ScalerScheduler(ICell cell, ScalerSettings settings)
    {
        _cell = cell;
        _settings = settings;
        _fleet = new NodeFleet(
            settings.Fleet, new NodeLedger(settings.Ledger, PlacementNames.Find(settings.Placement).Required));
        _pollAt = cell.Now + settings.StatsEvery;
        ObeyFleet();
    }

    /// <inheritdoc/>
    public string Name => _settings.Name;

    /// <inheritdoc/>
    public void Acquire(in CellCall call)
    {
        var function = FunctionOf(call.Function);
        function.Pool.Assign(call.Id, call.Deadline, _cell.Now, _pool);
        Obey(function);
    }

    /// <inheritdoc/>
    public void Abandoned(in CellCall call)
    {
        var function = FunctionOf(call.Function);
        function.Pool.Abandon(call.Id, _cell.Now, _pool);
        Obey(function);
    }

    /// <inheritdoc/>
    public void Returned(in CellReturn run)
    {
        var function = FunctionOf(run.Call.Function);
        if (function.SlotIn(run.Container) is { } slot)
        {
            Learn(function, run, slot);
            function.Pool.Complete(run.Call.Id, slot.Id, run.End != CellRunEnd.Completed, _cell.Now, _pool);
        }

        Obey(function);
    }

    /// <inheritdoc/>
    public void NodeReserved(long order, ReserveNodeResult result)
    {
        if (result is { Outcome: PlatformOutcome.Ok, Node: { } node })
        {
            var capacity = Resources.OfMemory(node.MemoryMegabytes);
            _fleet.OrderFilled(new OrderId(order), new NodeSpec(node.Id, capacity), _cell.Now, _nodes);
        }
        else
        {
            var failure = result.Outcome == PlatformOutcome.Throttled ? OrderFailure.Exhausted : OrderFailure.Failed;
            _fleet.OrderFailed(new OrderId(order), failure, _cell.Now, _nodes);
        }

        ObeyFleet();
    }

    /// <inheritdoc/>
    public void NodeReleased(NodeId node, NodeCallResult result)
    {
        _fleet.NodeReleased(node, _cell.Now, _nodes);
        ObeyFleet();
    }

    /// <inheritdoc/>
    public void Created(long tag, CreateContainerResult result)
    {
        _creates.Remove(tag, out var create);
        var (function, slot, reservation) = create;
        if (result is { Outcome: PlatformOutcome.Ok, ContainerId: { } container })
        {
            var node = reservation.Node.Id;
            _fleet.Confirm(reservation.Id, slot.Id, _cell.Now, _nodes);
            function.Put(container, slot);
            _places.Add(container, function);
            function.Pool.SlotCreated(
                slot.Id, container, _cell.Now, new SlotLocation(node, node.Value, Port: 1, container));
            function.Pool.SlotReady(slot.Id, _cell.Now, _pool);
        }
        else
        {
            _fleet.Cancel(reservation.Id, _cell.Now, _nodes);
            function.Pool.SlotFailed(slot.Id, StartFailure.Transient, _cell.Now, _pool);
        }

        Obey(function);
    }

    /// <inheritdoc/>
    public void Removed(string container, NodeCallResult result)
    {
        var (function, slot) = _removals[container];
        _removals.Remove(container);
        _fleet.Release(slot.Id, _cell.Now, _nodes);
        function.Pool.SlotDestroyed(slot.Id, _cell.Now, _pool);
        Obey(function);
    }

    /// <inheritdoc/>
    public void Woken()
    {
        var now = _cell.Now;
        foreach (var function in _functions.Where(function => function.Pool.NextDeadline <= now))
        {
            function.Pool.Tick(now, _pool);
            Obey(function);
        }

        if (_fleet.NextDeadline <= now)
        {
            _fleet.Tick(now, _nodes);
        }

        Poll(now);
        ObeyFleet();
    }
}
