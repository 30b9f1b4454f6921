using System.Globalization;
using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Simulation.Cells.Machines;
using OrleansScaler.Simulation.Cells.Scores;
using OrleansScaler.Simulation.Cells.Workloads;
using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Cells;

/// <summary>
/// Plays a workload of the 2020 contest in virtual time against one scheduler: callers that do not wait for each other,
/// the resource manager and its nodes. The same workload, seed and scheduler give the same result.
/// </summary>
public sealed class CellRun : ICell
{
    /// <summary>How long a caller waits for a container.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly DateTimeOffset s_start = new(2020, 9, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_opening = TimeSpan.FromSeconds(10);
    private static readonly NodeCallResult s_done = new(PlatformOutcome.Ok);
    private static readonly NodeCallResult s_unknown = new(PlatformOutcome.NotFound, "no such node or container");

    private readonly CellAgenda _agenda = new();
    private readonly CellWorkload _workload;
    private readonly MachineModel _model;
    private readonly CellResourceManager _manager;
    private readonly ICellScheduler _scheduler;
    private readonly CellBooks _books;
    private readonly Dictionary<RequestId, OpenCall> _waiting = [];
    private readonly Dictionary<string, CellNode> _nodeOf = new(StringComparer.Ordinal);
    private long _wakeAt = long.MaxValue;
    private int _arrived;
    private int _open;
    private int _containers;
    private int _opening;
    private int _violations;

    /// <summary>Prepares a run.</summary>
    /// <param name="workload">The calls.</param>
    /// <param name="model">What nodes are.</param>
    /// <param name="seed">Draws how long reservations take.</param>
    /// <param name="make">Makes the scheduler.</param>
    public CellRun(CellWorkload workload, MachineModel model, ulong seed, Func<ICell, ICellScheduler> make)
    {
        _workload = workload;
        _model = model;
        _manager = new CellResourceManager(_agenda, model, SeededRandom.For(seed, item: 0, part: 1));
        _books = new CellBooks(workload);
        _scheduler = make(this);
    }

    /// <inheritdoc/>
    public DateTimeOffset Now => s_start.AddTicks(_agenda.Now);

    /// <summary>Plays to the end: of the workload's length, or of its last call where that is later.</summary>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <exception cref="OperationCanceledException">It was broken off.</exception>
    public CellResult Play(CancellationToken cancellationToken = default)
    {
        AwaitArrival();
        while (_agenda.Next is { } next && (next <= _workload.Length.Ticks || IsUnderWay))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _agenda.Step();
        }

        _agenda.RunTo(_workload.Length.Ticks);
        return new CellResult
        {
            Scheduler = _scheduler.Name,
            Functions = _books.ToResults(),
            Failures = _books.Failures,
            Violations = _violations,
            NodeSeconds = _manager.UsedTime().TotalSeconds,
            NodesPeak = _manager.Peak,
            NodesOpening = _opening,
            ReservationsRefused = _manager.Refusals,
            Containers = _containers,
        };
    }

    /// <inheritdoc/>
    public void Grant(RequestId call, string container)
    {
        if (!_waiting.Remove(call, out var open))
        {
            _violations++;
            return;
        }

        var (grantedAt, node) = (_agenda.Now, _nodeOf.GetValueOrDefault(container));
        if (node?.Find(container) is { State: ContainerState.Ready } found
            && found.Function.Key == open.Call.Function.Key)
        {
            var work = _workload.Calls[open.Index].Work;
            var isCold = found.ReadyAt >= open.ArrivedAt;
            node.Run(found, work, (end, peak) => Return(open, container, grantedAt, (end, peak), isCold));
            return;
        }

        _violations++;
        _agenda.After(
            TimeSpan.Zero,
            CellEventKind.CallEnds,
            () => Return(open, container, grantedAt, (CellRunEnd.NotRun, 0), isCold: false));
    }

    /// <inheritdoc/>
    public void Refuse(RequestId call, CellRefusal refusal)
    {
        if (!_waiting.Remove(call, out var open))
        {
            _violations++;
            return;
        }

        _open--;
        _books.Refused(FunctionOf(open));
    }

    /// <inheritdoc/>
    public void ReserveNode(long order) => _manager.Reserve(node => Reserved(order, node));

    /// <inheritdoc/>
    public void ReleaseNode(NodeId node)
    {
        var result = _manager.Release(node) ? s_done : s_unknown;
        Answer(() => _scheduler.NodeReleased(node, result));
    }

    /// <inheritdoc/>
    public void CreateContainer(NodeId node, FunctionSpec function, long tag)
    {
        if (_manager.Find(node) is { } found)
        {
            found.CreateContainer(function, container => Created(tag, found, container));
            return;
        }

        Answer(() => Created(tag, null, null));
    }

    /// <inheritdoc/>
    public void RemoveContainer(NodeId node, string container)
    {
        var found = _manager.Find(node);
        if (found?.RemoveContainer(container, () => _scheduler.Removed(container, s_done)) != true)
        {
            Answer(() => _scheduler.Removed(container, s_unknown));
        }
    }

    /// <inheritdoc/>
    public NodeStats? GetStats(NodeId node) => _manager.Find(node)?.Poll();

    /// <inheritdoc/>
    public void WakeAt(DateTimeOffset time)
    {
        var at = Math.Max((time - s_start).Ticks, _agenda.Now);
        if (at < _wakeAt)
        {
            _wakeAt = at;
            _agenda.At(at, CellEventKind.Wake, () => Wake(at));
        }
    }

    private bool IsUnderWay => _arrived < _workload.Calls.Count || _open > 0;

    private int FunctionOf(in OpenCall open) => _workload.Calls[open.Index].Function;

    private void Answer(Action answer) => _agenda.After(TimeSpan.Zero, CellEventKind.Answer, answer);

    private void AwaitArrival()
    {
        if (_arrived < _workload.Calls.Count)
        {
            _agenda.At(_workload.Calls[_arrived].At.Ticks, CellEventKind.Arrival, Arrive);
        }
    }

    private void Arrive()
    {
        var index = _arrived++;
        AwaitArrival();
        var call = new CellCall(
            new RequestId(index.ToString(CultureInfo.InvariantCulture)),
            _workload.Functions[_workload.Calls[index].Function],
            Now + Patience);
        _open++;
        _waiting.Add(call.Id, new OpenCall(call, index, _agenda.Now));
        _scheduler.Acquire(call);
        if (_waiting.ContainsKey(call.Id))
        {
            _agenda.After(Patience, CellEventKind.TimeOut, () => Abandon(call));
        }
    }

    private void Abandon(CellCall call)
    {
        if (_waiting.Remove(call.Id, out var open))
        {
            _open--;
            _books.Abandoned(FunctionOf(open));
            _scheduler.Abandoned(call);
        }
    }

    private void Return(
        OpenCall open, string container, long grantedAt, (CellRunEnd End, double PeakMegabytes) run, bool isCold)
    {
        _open--;
        var now = _agenda.Now;
        if (run.End == CellRunEnd.Completed)
        {
            _books.Completed(FunctionOf(open), now - open.ArrivedAt, isCold);
        }
        else
        {
            _books.Failed(FunctionOf(open), run.End);
        }

        var duration = TimeSpan.FromTicks(now - grantedAt);
        _scheduler.Returned(new CellReturn(open.Call, container, duration, run.PeakMegabytes, run.End));
    }

    private void Reserved(long order, CellNode? node)
    {
        if (node is null)
        {
            _scheduler.NodeReserved(
                order, new ReserveNodeResult(PlatformOutcome.Throttled, Message: "no node is ready"));
            return;
        }

        if (_arrived > 0 && _agenda.Now - _workload.Calls[0].At.Ticks <= s_opening.Ticks)
        {
            _opening++;
        }

        var endpoint = new NodeEndpoint(node.Id.Value, MachineModel.NodePort);
        var offer = new NodeOffer(node.Id, endpoint, _model.OfferedMegabytes);
        _scheduler.NodeReserved(order, new ReserveNodeResult(PlatformOutcome.Ok, offer));
    }

    private void Created(long tag, CellNode? node, NodeContainer? container)
    {
        if (node is null || container is null)
        {
            _scheduler.Created(tag, new CreateContainerResult(PlatformOutcome.NotFound, Message: "no such node"));
            return;
        }

        _containers++;
        _nodeOf.Add(container.Id, node);
        _scheduler.Created(tag, new CreateContainerResult(PlatformOutcome.Ok, container.Id));
    }

    private void Wake(long at)
    {
        if (at == _wakeAt)
        {
            _wakeAt = long.MaxValue;
            _scheduler.Woken();
        }
    }
}
