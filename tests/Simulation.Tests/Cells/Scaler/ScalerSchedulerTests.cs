using OrleansScaler.Simulation.Cells;
using OrleansScaler.Simulation.Cells.Machines;
using OrleansScaler.Simulation.Cells.Scores;
using OrleansScaler.Simulation.Cells.Workloads;
using OrleansScaler.Simulation.Tests.Cells.Workloads;

namespace OrleansScaler.Simulation.Tests.Cells.Scaler;

/// <summary>
/// This product on the shipped workload of the 2020 contest, with seeds that nothing was tuned on, and on small ones.
/// </summary>
public sealed class ScalerSchedulerTests
{
    [Theory]
    [InlineData(7_001)]
    [InlineData(7_002)]
    public void Contest_SeedNotTunedOn_BeatsTheDemoByAThirdWithoutAFailedCall(int seed)
    {
        var match = CellContest.Play(ContestTable.Trace, (ulong)seed, CellSchedulers.Ours);

        Assert.Equal((0, 0), (match.Result.Failures.Total, match.Result.Violations));
        Assert.InRange(match.Score.Score, 0.4, 0.65);
        Assert.InRange(match.Score.NodeTimeRatio, 0.1, 0.3);
        Assert.InRange(match.Result.NodesOpening, 1, 10);
        Assert.True(match.Result.NodesPeak <= 12, $"{match.Result.NodesPeak} nodes");
    }

    [Fact]
    public void Contest_SameSeedTwice_SameResult()
    {
        var (one, other) = (Play(9), Play(9));

        Assert.Equal(one.Functions, other.Functions);
        Assert.Equal(one with { Functions = [] }, other with { Functions = [] });

        static CellResult Play(ulong seed) =>
            new CellRun(ContestTable.Trace.Draw(seed), MachineModel.Contest, seed, CellSchedulers.Ours).Play();
    }

    /// <summary>
    /// Sixty calls at one instant, 512 MB each by their limit: by limits they would fill ten nodes. Six of 512 MB fit
    /// on one of 3,072 MB, and the calls that wait for a container are counted once, so no eleventh node is reserved.
    /// </summary>
    [Fact]
    public void Burst_SixtyCallsAtOnce_ReservesNoMoreNodesThanItFills()
    {
        var result = Play(Stories.Of(512, new CallWork(TimeSpan.Zero, TimeSpan.FromSeconds(30), 100), new double[60]));

        Assert.Equal((0, 0), (result.Failures.Total, result.Violations));
        Assert.InRange(result.NodesPeak, 1, 10);
    }

    /// <summary>
    /// Two hundred calls, where 120 containers fit by their limits: the others wait until nodes hold more, because
    /// little was seen to be used, or until a container is given back.
    /// </summary>
    [Fact]
    public void Burst_MoreThanAllNodesHold_WaitsAndIsServed()
    {
        var result = Play(Stories.Of(512, new CallWork(TimeSpan.Zero, TimeSpan.FromSeconds(4), 100), new double[200]));

        Assert.Equal((0, 0), (result.Failures.Total, result.Violations));
        Assert.InRange(result.NodesPeak, 1, 20);
    }

    /// <summary>
    /// Calls that need 200 MB of 256 each: two in one container would kill it, so nothing may be shared before that is
    /// known, nor afterwards.
    /// </summary>
    [Fact]
    public void MemoryHeavyFunction_ManyRounds_NoContainerIsKilled()
    {
        var rounds = Enumerable.Range(0, 90).SelectMany(second => Enumerable.Repeat((double)second, 3));

        var result = Play(Stories.Of(
            256, new CallWork(TimeSpan.Zero, TimeSpan.FromSeconds(2), 200), [.. rounds]));

        Assert.Equal(0, result.Failures.Total);
    }

    private static CellResult Play(CellWorkload workload) =>
        new CellRun(workload, MachineModel.Contest, seed: 1, CellSchedulers.Ours).Play();
}
