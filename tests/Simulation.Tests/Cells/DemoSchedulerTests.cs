using OrleansScaler.Simulation.Cells;
using OrleansScaler.Simulation.Cells.Machines;
using OrleansScaler.Simulation.Cells.Scores;
using OrleansScaler.Simulation.Cells.Workloads;

namespace OrleansScaler.Simulation.Tests.Cells;

/// <summary>What the baseline is known for, good and bad.</summary>
public sealed class DemoSchedulerTests
{
    private static readonly MachineModel s_allReady = MachineModel.Contest with { ReadyNodes = 20 };

    [Fact]
    public void Burst_OfTwenty_ReservesANodeForEachWhereFourWouldDo()
    {
        var result = Play(Stories.Of(512, [.. Enumerable.Repeat(1.0, 20)]), s_allReady);

        Assert.Equal((20, 20, 0), (result.NodesPeak, result.NodesOpening, result.Failures.Total));
    }

    [Fact]
    public void Burst_OfMoreThanThereAreNodes_FailsTheRest()
    {
        var result = Play(Stories.Of(512, [.. Enumerable.Repeat(1.0, 20)]), MachineModel.Contest);

        Assert.Equal((10, 10), (result.NodesPeak, result.Failures.Refused));
    }

    [Fact]
    public void Calls_OneAfterAnother_UseOneContainer()
    {
        var result = Play(Stories.Of(512, 1, 5, 10), MachineModel.Contest);

        Assert.Equal((1, 1, 1), (result.NodesPeak, result.Containers, result.Functions[0].Cold));
    }

    [Fact]
    public void Calls_AtTheSameTime_NeverShareAContainer()
    {
        var result = Play(Stories.Of(512, 1, 1.1, 1.2), MachineModel.Contest);

        Assert.Equal((1, 3), (result.NodesPeak, result.Containers));
    }

    [Theory]
    [InlineData(6, 1)] // 3,072 MB has more room than 512 five times; the first is not counted
    [InlineData(7, 2)]
    public void FreshNode_FirstContainer_IsNotSubtracted(int calls, int nodes)
    {
        var result = Play(Stories.Of(512, [1, .. Enumerable.Repeat(1.1, calls - 1)]), MachineModel.Contest);

        Assert.Equal(nodes, result.NodesPeak);
    }

    [Fact]
    public void Nodes_AreNeverReleased()
    {
        var result = Play(Stories.Of(512, 0), MachineModel.Contest);

        Assert.Equal(100, result.NodeSeconds);
    }

    private static CellResult Play(CellWorkload workload, MachineModel model) =>
        new CellRun(workload, model, seed: 1, CellSchedulers.Baseline).Play();
}
