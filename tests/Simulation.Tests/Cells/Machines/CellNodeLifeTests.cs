using OrleansScaler.Simulation.Cells.Machines;

namespace OrleansScaler.Simulation.Tests.Cells.Machines;

public sealed class CellNodeLifeTests
{
    [Fact]
    public void Create_TenAtOnce_EachWaitsForThoseBefore()
    {
        var node = new TestNode();

        for (var i = 0; i < 10; i++)
        {
            node.Create("c");
        }

        node.RunToEnd();

        Assert.Equal(
            ["c 0.5", "c 0.6", "c 0.7", "c 0.8", "c 0.9", "c 1", "c 1.1", "c 1.2", "c 1.3", "c 1.4"], node.Events);
    }

    [Fact]
    public void Create_OneUnderWay_CountsAtTheBeginningOnly()
    {
        var node = new TestNode();

        node.Create("first"); // alone: 0.5 s
        node.After(0.4);
        node.Create("second"); // beside one: 0.6 s, though the first ends in 0.1 s
        node.After(0.6);
        node.Create("third"); // the second ended at this instant: alone
        node.RunToEnd();

        Assert.Equal(["first 0.5", "second 1", "third 1.5"], node.Events);
    }

    [Fact]
    public void Run_MoreMemoryThanTheLimit_KillsTheContainerAndAllItsCalls()
    {
        var node = new TestNode();
        var container = node.Container(256);

        node.Run("one", container, cpuMs: 100, megabytes: 200);
        node.After(0.1);
        node.Run("two", container, cpuMs: 100, megabytes: 100); // 1 + 200 + 100 of 256
        node.RunToEnd();

        Assert.Equal(["one OutOfMemory 0.1", "two OutOfMemory 0"], node.Events);
        Assert.Equal(ContainerState.Unusable, node.Node.Find(container.Id)!.State);
        Assert.Equal(0, node.Node.UsedMegabytes);
    }

    [Fact]
    public void Run_ExactlyTheLimit_Runs()
    {
        var node = new TestNode();
        var container = node.Container(256);

        node.Run("a", container, cpuMs: 0, megabytes: 255);
        node.RunToEnd();

        Assert.Equal(["a 0"], node.Events);
        Assert.Equal(1, node.Node.UsedMegabytes);
    }

    [Fact]
    public void Run_MoreThanTheMachineHas_KillsTheContainerThatGrewLast()
    {
        var node = new TestNode();
        var containers = Enumerable.Range(0, 9).Select(_ => node.Container(512)).ToArray();

        foreach (var (i, container) in containers.Index())
        {
            node.Run($"c{i}", container, cpuMs: 0, waitMs: 1_000, megabytes: 460); // 9 times 461 is 4,149
        }

        node.After(0.5);

        Assert.Equal(["c8 OutOfMemory 0"], node.Events);
        Assert.Equal(8 * 461, node.Node.UsedMegabytes);
    }

    [Fact]
    public void Run_ParallelCalls_EachReportsTheMostOfItsContainer()
    {
        var node = new TestNode();
        var container = node.Container(512);
        var peaks = new List<double>();

        node.Node.Run(container, Waits(1_000, 100), (_, peak) => peaks.Add(peak));
        node.After(0.5);
        node.Node.Run(container, Waits(1_000, 50), (_, peak) => peaks.Add(peak));
        node.After(0.6);
        node.Node.Run(container, Waits(100, 20), (_, peak) => peaks.Add(peak));
        node.RunToEnd();

        Assert.Equal([151, 71, 151], peaks);
    }

    [Fact]
    public void Run_LongerThanTheFunctionMay_KillsTheContainer()
    {
        var node = new TestNode();
        var container = node.Container(256);

        node.Run("long", container, cpuMs: 0, waitMs: 61_000);
        node.After(59);
        node.Run("short", container, cpuMs: 0, waitMs: 2_000);
        node.RunToEnd();

        Assert.Equal(["long TimedOut 60", "short ContainerGone 1"], node.Events);
        Assert.Equal(ContainerState.Unusable, node.Node.Find(container.Id)!.State);
    }

    [Fact]
    public void Create_MemoryIsFull_WaitsUntilSomethingGoes()
    {
        var node = new TestNode(MachineModel.Contest with { IdleMegabytes = 1_500 });
        var container = node.Container(2_048);
        node.Container(2_048);

        node.Create("late"); // 3,000 of 4,096 are used
        node.After(10);
        Assert.Empty(node.Events);
        node.Node.RemoveContainer(container.Id, () => { });
        node.RunToEnd();

        // Made at 0.5 and 1.0 s; it began at 11.0.
        Assert.Equal(["late 11.5"], node.Events);
    }

    [Fact]
    public void Remove_WhileACallRuns_FailsItAndForgetsTheContainer()
    {
        var node = new TestNode();
        var container = node.Container(256);
        var removed = 0;
        node.Run("a", container, cpuMs: 100);

        var first = node.Node.RemoveContainer(container.Id, () => removed++);
        var second = node.Node.RemoveContainer(container.Id, () => removed++);
        node.RunToEnd();

        Assert.True(first);
        Assert.False(second);
        Assert.Equal(1, removed);
        Assert.Equal(["a ContainerGone 0"], node.Events);
        Assert.Null(node.Node.Find(container.Id));
    }

    [Fact]
    public void Close_CreateAndCallUnderWay_BothHear()
    {
        var node = new TestNode();
        var container = node.Container(256);
        node.Run("call", container, cpuMs: 0, waitMs: 1_000);
        node.Create("create");

        node.Node.Close();
        node.RunToEnd();

        Assert.Equal(["call ContainerGone 0", "create no 1"], node.Events);
        Assert.Equal(0, node.Node.UsedMegabytes);
    }

    [Fact]
    public void Poll_UnusableContainer_IsStillThere()
    {
        var node = new TestNode();
        var container = node.Container(256);
        node.Run("a", container, cpuMs: 0, megabytes: 300);

        var stats = node.Node.Poll();

        var one = Assert.Single(stats.Containers);
        Assert.Equal((container.Id, 0.0), (one.ContainerId, one.Used.MemoryMegabytes));
        Assert.Equal(4_096, stats.Total.MemoryMegabytes);
    }

    private static CallWork Waits(double milliseconds, double megabytes) =>
        new(TimeSpan.Zero, TimeSpan.FromMilliseconds(milliseconds), megabytes);
}
