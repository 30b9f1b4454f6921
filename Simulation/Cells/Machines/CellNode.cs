using System.Globalization;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Simulation.Cells.Machines;

/// <summary>
/// One reserved node, from its reservation to its release: creates that overlap, calls that share cores, memory that
/// kills. A node that is reserved again is another object. Answers come through callbacks, never from inside a call.
/// </summary>
internal sealed class CellNode
{
    private readonly CellAgenda _agenda;
    private readonly MachineModel _model;
    private readonly NodeCpu _cpu;
    private readonly Dictionary<string, NodeContainer> _containers = new(StringComparer.Ordinal);
    private readonly Queue<(NodeContainer Container, Action<NodeContainer?> Done)> _waiting = new();
    private readonly string _liveId;
    private readonly double _quotaPerMegabyte;
    private int _creating;
    private int _made;
    private long _polledAt;
    private bool _isOpen = true;

    /// <summary>Makes an empty node.</summary>
    /// <param name="agenda">The cell's clock.</param>
    /// <param name="model">What nodes are.</param>
    /// <param name="id">The machine.</param>
    /// <param name="use">Which use of the machine it is, counted from 1.</param>
    public CellNode(CellAgenda agenda, MachineModel model, NodeId id, int use)
    {
        _agenda = agenda;
        _model = model;
        _quotaPerMegabyte = model.QuotaOf(1);
        _polledAt = agenda.Now;
        _liveId = string.Create(CultureInfo.InvariantCulture, $"{id}/{use}");
        _cpu = new NodeCpu(agenda, model.Cores, BeginWaiting);
        Id = id;
    }

    public NodeId Id { get; }

    /// <summary>Memory that all containers use now, in MB.</summary>
    public double UsedMegabytes { get; private set; }

    /// <summary>A container that is there; null for one that is not, or is still being made.</summary>
    public NodeContainer? Find(string container) =>
        _containers.TryGetValue(container, out var found) && found.State != ContainerState.Creating ? found : null;

    /// <summary>Makes a container; the callback gets it, or null when the node was released before.</summary>
    public void CreateContainer(FunctionSpec function, Action<NodeContainer?> done)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{_liveId}/{++_made:0000}");
        var container = new NodeContainer(id, function, function.MemoryMegabytes * _quotaPerMegabyte);
        _waiting.Enqueue((container, done));
        BeginCreates();
    }

    /// <summary>Takes a container away; false when it is not there.</summary>
    public bool RemoveContainer(string id, Action done)
    {
        if (!_isOpen || Find(id) is not { } container || container.State == ContainerState.Gone)
        {
            return false;
        }

        Kill(container, ContainerState.Gone, CellRunEnd.ContainerGone);
        _agenda.After(_model.Remove, CellEventKind.Answer, () => Forget(container, done));
        return true;
    }

    /// <summary>
    /// Runs a call in a container that is ready. More memory than the container's limit, or than the machine has, kills
    /// the container.
    /// </summary>
    public void Run(NodeContainer container, CallWork work, Action<CellRunEnd, double> ended)
    {
        var call = new NodeCall(container, work, ended);
        container.Calls.Add(call);
        Use(container, work.MemoryMegabytes);
        foreach (var running in container.Calls)
        {
            running.PeakMegabytes = Math.Max(running.PeakMegabytes, container.UsedMegabytes);
        }

        if (container.UsedMegabytes > container.Function.MemoryMegabytes || UsedMegabytes > _model.MemoryMegabytes)
        {
            Kill(container, ContainerState.Unusable, CellRunEnd.OutOfMemory);
            return;
        }

        _cpu.Add(call);
        if (container.Function.Timeout > TimeSpan.Zero)
        {
            _agenda.After(container.Function.Timeout, CellEventKind.TimeOut, () => TimeOut(call));
        }
    }

    /// <summary>What is used: memory now, CPU on average since this was last asked.</summary>
    public NodeStats Poll()
    {
        _cpu.Settle();
        var ticks = _agenda.Now - _polledAt;
        _polledAt = _agenda.Now;
        var containers = new List<ContainerStats>(_containers.Count);
        foreach (var container in _containers.Values)
        {
            if (container.State is ContainerState.Ready or ContainerState.Unusable)
            {
                containers.Add(Poll(container, ticks));
            }
        }

        containers.Sort((one, other) => string.CompareOrdinal(one.ContainerId, other.ContainerId));
        return new NodeStats(
            _liveId,
            new Resources(_model.MemoryMegabytes, _model.Cores * 1_000),
            new Resources(UsedMegabytes, Millicores(_cpu.TakeUsed(), ticks)),
            containers);
    }

    /// <summary>The node is given back: everything on it is gone at once.</summary>
    public void Close()
    {
        _isOpen = false;
        foreach (var container in _containers.Values.OrderBy(container => container.Id, StringComparer.Ordinal))
        {
            Kill(container, ContainerState.Gone, CellRunEnd.ContainerGone);
        }

        foreach (var (_, done) in _waiting)
        {
            _agenda.After(TimeSpan.Zero, CellEventKind.Answer, () => done(null));
        }

        _waiting.Clear();
    }

    /// <summary>First come, first made; a create waits while what is measured leaves no room for it.</summary>
    private void BeginCreates()
    {
        while (_waiting.Count > 0 && UsedMegabytes + _model.IdleMegabytes <= _model.MemoryMegabytes)
        {
            var (container, done) = _waiting.Dequeue();
            var time = _model.Create + (_creating++ * _model.CreateOverlap);
            _containers.Add(container.Id, container);
            Use(container, _model.IdleMegabytes);
            _agenda.After(time, CellEventKind.Answer, () => EndCreate(container, done));
        }
    }

    private void EndCreate(NodeContainer container, Action<NodeContainer?> done)
    {
        _creating--;
        if (!_isOpen)
        {
            done(null);
            return;
        }

        container.State = ContainerState.Ready;
        container.ReadyAt = _agenda.Now;
        done(container);
    }

    private void Forget(NodeContainer container, Action done)
    {
        _containers.Remove(container.Id);
        done();
    }

    /// <summary>CPU work is done; the rest of the call needs none.</summary>
    private void BeginWaiting(NodeCall call)
    {
        if (call.IsRunning && call.Work.Waiting > TimeSpan.Zero)
        {
            _agenda.After(call.Work.Waiting, CellEventKind.CallEnds, () => Complete(call));
            return;
        }

        Complete(call);
    }

    private void Complete(NodeCall call)
    {
        if (!call.IsRunning)
        {
            return;
        }

        call.Container.Calls.Remove(call);
        Use(call.Container, -call.Work.MemoryMegabytes);
        call.IsRunning = false;
        BeginCreates();
        call.Ended(CellRunEnd.Completed, call.PeakMegabytes);
    }

    private void TimeOut(NodeCall call)
    {
        if (call.IsRunning)
        {
            call.Container.Calls.Remove(call);
            call.IsRunning = false;
            Kill(call.Container, ContainerState.Unusable, CellRunEnd.ContainerGone);
            call.Ended(CellRunEnd.TimedOut, call.PeakMegabytes);
        }
    }

    /// <summary>Its memory is free at once; its calls hear of it in an event of their own.</summary>
    private void Kill(NodeContainer container, ContainerState state, CellRunEnd end)
    {
        container.State = state;
        _cpu.Drop(container);
        Use(container, -container.UsedMegabytes);
        foreach (var call in container.Calls)
        {
            call.IsRunning = false;
            _agenda.After(TimeSpan.Zero, CellEventKind.CallEnds, () => call.Ended(end, call.PeakMegabytes));
        }

        container.Calls.Clear();
        if (_isOpen)
        {
            _agenda.After(TimeSpan.Zero, CellEventKind.Answer, BeginCreates);
        }
    }

    private void Use(NodeContainer container, double megabytes)
    {
        container.UsedMegabytes += megabytes;
        UsedMegabytes += megabytes;
    }

    private static ContainerStats Poll(NodeContainer container, long ticks)
    {
        var used = container.Cpu.UsedTicks - container.Cpu.PolledTicks;
        container.Cpu.PolledTicks = container.Cpu.UsedTicks;
        return new ContainerStats(
            container.Id,
            container.Function.MemoryMegabytes,
            new Resources(container.UsedMegabytes, Millicores(used, ticks)));
    }

    private static double Millicores(double coreTicks, long ticks) => ticks > 0 ? coreTicks / ticks * 1_000 : 0;
}
