using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Simulation.Cells.Machines;
using OrleansScaler.Simulation.Cells.Workloads;
using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>
/// The machines of a cell on a real clock, and what stands on them. It believes nothing that the scheduler says: it
/// knows every node and container itself, and <see cref="Watch"/> counts what does not fit. Safe from any thread.
/// </summary>
internal sealed class LiveCell
{
    private readonly LiveClock _clock;
    private readonly CellResourceManager _manager;
    private readonly SortedDictionary<NodeId, LiveNode> _nodes = [];
    private readonly Dictionary<int, LiveCall> _calls = [];

    /// <summary>Makes a cell with its first nodes ready.</summary>
    /// <param name="clock">Its clock.</param>
    /// <param name="workload">What calls use.</param>
    /// <param name="model">What nodes are.</param>
    /// <param name="seed">Draws how long reservations take.</param>
    public LiveCell(LiveClock clock, CellWorkload workload, MachineModel model, ulong seed)
    {
        _clock = clock;
        Workload = workload;
        Model = model;
        _manager = new CellResourceManager(clock.Agenda, model, SeededRandom.For(seed, item: 0, part: 1));
    }

    /// <summary>What calls use.</summary>
    public CellWorkload Workload { get; }

    /// <summary>What nodes are.</summary>
    public MachineModel Model { get; }

    /// <summary>What the scheduler did wrong. Only inside of the clock's turns.</summary>
    public CellWatch Watch { get; } = new();

    /// <summary>Containers made. Only inside of the clock's turns, as what follows.</summary>
    public int Made { get; private set; }

    /// <summary>Containers that are there.</summary>
    public int Standing => _nodes.Values.Sum(node => node.Containers.Count);

    /// <summary>Lends nodes, and counts them.</summary>
    public CellResourceManager Manager => _manager;

    /// <summary>A call begins; what becomes of it is noted at what this returns, until <see cref="Forget"/>.</summary>
    public LiveCall Expect(int index)
    {
        var call = new LiveCall(index, _clock.Agenda.Now);
        _calls.Add(index, call);
        return call;
    }

    /// <summary>A call is over for its caller.</summary>
    public void Forget(LiveCall call) => _calls.Remove(call.Index);

    /// <summary>Borrows a node; null when none is ready.</summary>
    public Task<LiveNode?> ReserveNodeAsync()
    {
        var answer = Answer<LiveNode?>();
        _clock.Do(() => _manager.Reserve(node => answer.SetResult(node is null ? null : Join(node))));
        return answer.Task;
    }

    /// <summary>Gives a node back, with all that stands on it. False when it is not lent.</summary>
    public bool ReleaseNode(NodeId id) => _clock.Do(() =>
    {
        if (!_nodes.Remove(id, out var node))
        {
            return false;
        }

        var inUse = node.Containers.Values.Count(container => container.IsInUse);
        if (inUse > 0)
        {
            Watch.Note(CellViolation.ReleasedInUse, $"{id}, with {inUse} containers that calls have");
        }

        return _manager.Release(id);
    });

    /// <summary>The nodes that are lent, in the order of their names.</summary>
    public IReadOnlyList<LiveNode> Nodes() => _clock.Do(() => _nodes.Values.ToArray());

    /// <summary>Says whose a node is. False when it is not lent.</summary>
    public bool Claim(NodeId id, string owner) => _clock.Do(() =>
    {
        if (_nodes.GetValueOrDefault(id) is not { } node)
        {
            return false;
        }

        node.Owner = owner;
        return true;
    });

    /// <summary>Makes a container; null when the node is not lent, or was released before it was done.</summary>
    public Task<string?> CreateContainerAsync(NodeId id, FunctionSpec function)
    {
        var answer = Answer<string?>();
        _clock.Do(() =>
        {
            if (_nodes.GetValueOrDefault(id) is not { } node)
            {
                answer.SetResult(null);
                return;
            }

            node.Machine.CreateContainer(function, container => answer.SetResult(Stand(node, container)));
        });
        return answer.Task;
    }

    /// <summary>Takes a container away. False when it is not there.</summary>
    public Task<bool> RemoveContainerAsync(NodeId id, string container)
    {
        var answer = Answer<bool>();
        _clock.Do(() =>
        {
            var node = _nodes.GetValueOrDefault(id);
            if (node?.Containers.Remove(container, out var found) != true)
            {
                answer.SetResult(false);
                return;
            }

            if (found!.IsInUse)
            {
                Watch.Note(CellViolation.RemovedInUse, $"{container}, with {found.Loans} calls that it was given to");
            }

            node.Machine.RemoveContainer(container, () => answer.SetResult(true));
        });
        return answer.Task;
    }

    /// <summary>What a node and its containers use, and whose it is; null when it is not lent.</summary>
    public (NodeStats Stats, string Owner)? GetStats(NodeId id) => _clock.Do(() =>
        _nodes.GetValueOrDefault(id) is { } node ? (node.Machine.Poll(), node.Owner) : default((NodeStats, string)?));

    /// <summary>
    /// The scheduler gave a container to a call. Whatever is wrong with it is counted, and the call has failed. One
    /// that was killed before the scheduler could know is nobody's fault; the call has failed all the same.
    /// </summary>
    /// <returns>Whether the call can run there; if so, <see cref="Return"/> ends it.</returns>
    public bool Lend(ContainerAnswer answer, FunctionKey function, int index) => _clock.Do(() =>
    {
        var call = _calls.GetValueOrDefault(index);
        if (FaultOf(answer, function) is { } fault)
        {
            Watch.Note(fault, $"container '{answer.Container}' on node '{answer.Node}' for a call of {function}");
            SetEnd(call, CellRunEnd.NotRun);
            return false;
        }

        var container = _nodes[answer.Node].Containers[answer.Container];
        if (container.Container.State != ContainerState.Ready)
        {
            SetEnd(call, CellRunEnd.ContainerGone);
            return false;
        }

        container.Loans++;
        if (call is not null)
        {
            call.IsCold = container.Container.ReadyAt >= call.ArrivedAt;
        }

        return true;
    });

    /// <summary>A call is over; said before the scheduler hears of it, which may then do what it likes.</summary>
    public void Return(ContainerAnswer answer) => _clock.Do(() =>
    {
        if (_nodes.GetValueOrDefault(answer.Node)?.Containers.GetValueOrDefault(answer.Container) is { } container)
        {
            container.Loans--;
        }
    });

    /// <summary>The scheduler has heard that a call went wrong; it must know what became of the container.</summary>
    public void NoteTold(ContainerAnswer answer) => _clock.Do(() =>
    {
        if (_nodes.GetValueOrDefault(answer.Node)?.Containers.GetValueOrDefault(answer.Container) is { } container)
        {
            container.ToldAt = Math.Min(container.ToldAt, _clock.Agenda.Now);
        }
    });

    /// <summary>Runs a call; null when the node or the container is not there, or cannot run anything.</summary>
    public Task<RunOutcome>? RunAsync(NodeId id, string container, int index)
    {
        var answer = Answer<RunOutcome>();
        return _clock.Do(() =>
        {
            var call = _calls.GetValueOrDefault(index);
            if (_nodes.GetValueOrDefault(id) is not { } node
                || node.Containers.GetValueOrDefault(container)?.Container is not { State: ContainerState.Ready } found
                || found.Function.Key != Workload.Functions[Workload.Calls[index].Function].Key)
            {
                SetEnd(call, CellRunEnd.NotRun);
                return null;
            }

            var begun = _clock.Agenda.Now;
            node.Machine.Run(found, Workload.Calls[index].Work, (end, peak) =>
            {
                SetEnd(call, end);
                var duration = TimeSpan.FromTicks(_clock.Agenda.Now - begun);
                answer.SetResult(new RunOutcome(end, peak, duration));
            });
            return answer.Task;
        });
    }

    private LiveNode Join(CellNode machine)
    {
        var node = new LiveNode(machine, _clock.Date);
        _nodes.Add(node.Id, node);
        return node;
    }

    private string? Stand(LiveNode node, NodeContainer? container)
    {
        if (container is null)
        {
            return null;
        }

        Made++;
        node.Containers.Add(container.Id, new LiveContainer(container));
        return container.Id;
    }

    private CellViolation? FaultOf(ContainerAnswer answer, FunctionKey function)
    {
        if (!answer.IsAtItsAddress || _nodes.GetValueOrDefault(answer.Node) is not { } node)
        {
            return CellViolation.UnknownNode;
        }

        return node.Containers.GetValueOrDefault(answer.Container) switch
        {
            null => CellViolation.UnknownContainer,
            { Container.Function.Key: var key } when key != function => CellViolation.ForeignContainer,
            { Container.State: not ContainerState.Ready, ToldAt: var told } when told < answer.AskedAt =>
                CellViolation.DeadContainer,
            _ => null,
        };
    }

    private static void SetEnd(LiveCall? call, CellRunEnd end)
    {
        if (call is not null)
        {
            call.End = end;
        }
    }

    /// <summary>Whoever waits goes on elsewhere, not inside of the clock's turn.</summary>
    private static TaskCompletionSource<T> Answer<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
