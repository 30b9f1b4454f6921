using System.Globalization;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Simulation.Cells;
using OrleansScaler.Simulation.Cells.Machines;

namespace OrleansScaler.Simulation.Tests.Cells.Machines;

/// <summary>One simulated node with a clock; what happens on it is kept with its time, in seconds.</summary>
internal sealed class TestNode
{
    public TestNode(MachineModel? model = null)
    {
        Model = model ?? MachineModel.Contest;
        Node = new CellNode(Agenda, Model, new NodeId("node-01"), use: 1);
    }

    public MachineModel Model { get; }

    public CellAgenda Agenda { get; } = new();

    public CellNode Node { get; }

    public List<string> Events { get; } = [];

    public static FunctionSpec Function(double megabytes) => new()
    {
        Key = new FunctionKey("f"),
        MemoryMegabytes = megabytes,
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>A container that is ready, made before the story's start.</summary>
    public NodeContainer Container(double megabytes)
    {
        NodeContainer? made = null;
        Node.CreateContainer(Function(megabytes), container => made = container);
        while (made is null)
        {
            Assert.True(Agenda.Step());
        }

        return made;
    }

    /// <summary>Starts a call; its end is told with the time since then.</summary>
    public void Run(string name, NodeContainer container, double cpuMs, double waitMs = 0, double megabytes = 0)
    {
        var since = Agenda.Now;
        var work = new CallWork(
            TimeSpan.FromMilliseconds(cpuMs), TimeSpan.FromMilliseconds(waitMs), megabytes);
        Node.Run(container, work, (end, _) => Events.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{name} {(end == CellRunEnd.Completed ? "" : end + " ")}{Math.Round(Seconds(Agenda.Now - since), 4)}")));
    }

    public void Create(string name) => Node.CreateContainer(Function(128), container => Events.Add(string.Create(
        CultureInfo.InvariantCulture, $"{name} {(container is null ? "no " : "")}{Seconds(Agenda.Now)}")));

    public void After(double seconds) => Agenda.RunTo(Agenda.Now + TimeSpan.FromSeconds(seconds).Ticks);

    public void RunToEnd()
    {
        while (Agenda.Step())
        {
        }
    }

    private static double Seconds(long ticks) => ticks / (double)TimeSpan.TicksPerSecond;
}
