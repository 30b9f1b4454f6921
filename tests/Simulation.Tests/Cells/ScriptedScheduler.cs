using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Simulation.Cells;

namespace OrleansScaler.Simulation.Tests.Cells;

/// <summary>
/// Takes one node at once and makes one container for the first call's function; the rest is as a test says.
/// </summary>
internal sealed class ScriptedScheduler : ICellScheduler
{
    public ScriptedScheduler(ICell cell) => Cell = cell;

    public ICell Cell { get; }

    public string Name => "scripted";

    public Action<CellCall> OnAcquire { get; set; } = _ => { };

    public Action<NodeOffer> OnNode { get; set; } = _ => { };

    public Action<string> OnCreated { get; set; } = _ => { };

    public Action OnWoken { get; set; } = () => { };

    public List<CellReturn> Returns { get; } = [];

    public List<CellCall> Left { get; } = [];

    public List<string> Answers { get; } = [];

    public void Acquire(in CellCall call) => OnAcquire(call);

    public void Abandoned(in CellCall call) => Left.Add(call);

    public void Returned(in CellReturn run) => Returns.Add(run);

    public void NodeReserved(long order, ReserveNodeResult result)
    {
        Answers.Add($"reserved {result.Outcome}");
        if (result.Node is { } node)
        {
            OnNode(node);
        }
    }

    public void NodeReleased(NodeId node, NodeCallResult result) => Answers.Add($"released {result.Outcome}");

    public void Created(long tag, CreateContainerResult result)
    {
        Answers.Add($"created {result.Outcome}");
        if (result.ContainerId is { } container)
        {
            OnCreated(container);
        }
    }

    public void Removed(string container, NodeCallResult result) => Answers.Add($"removed {result.Outcome}");

    public void Woken() => OnWoken();
}
