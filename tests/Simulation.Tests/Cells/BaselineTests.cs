using System.Globalization;
using OrleansScaler.Simulation.Cells;
using OrleansScaler.Simulation.Cells.Machines;
using OrleansScaler.Simulation.Cells.Scores;
using OrleansScaler.Simulation.Tests.Cells.Workloads;

namespace OrleansScaler.Simulation.Tests.Cells;

/// <summary>The baseline on the shipped workload.</summary>
public sealed class BaselineTests
{
    /// <summary>Function, calls, failed, cold, response seconds; node-seconds, nodes, in 10 s, containers.</summary>
    [Fact]
    public void Play_Seed42_IsTheGoldenScorecard()
    {
        var result = Play(42);

        Assert.Equal(
            [
                "f1 8271 0 37 11339.99",
                "f2 1055 0 5 7.06",
                "f3 1091 0 9 64.80",
                "f4 1038 0 9 109.63",
                "f5 1447 0 5 15.86",
                "f6 440 0 4 1683.55",
                "f7 885 0 8 4026.80",
                "f8 220 0 2 1956.96",
                "f9 2340 10 20 3486.75",
                "f10 2100 0 20 2879.07",
                "f11 190 0 10 7.93",
                "f12 185 0 10 79.10",
                "f13 10790 0 37 25591.41",
                "f14 43004 0 50 8648.68",
                "f15 100 63 16 1941.70",
            ],
            result.Functions.Select(function => string.Create(
                CultureInfo.InvariantCulture,
                $"{function.Function} {function.Calls} {function.Failed} {function.Cold} ")
                + function.ResponseSeconds.ToString("0.00", CultureInfo.InvariantCulture)));
        Assert.Equal(
            "23373.83 20 10 242",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{result.NodeSeconds:0.00} {result.NodesPeak} {result.NodesOpening} {result.Containers}"));
        Assert.Equal((0, result.Failures.Total), (result.Violations, result.Failures.Refused));
    }

    [Fact]
    public void Play_SameSeedTwice_SameResult()
    {
        var (one, other) = (Play(3), Play(3));

        Assert.Equal(one.Functions, other.Functions);
        Assert.Equal(one with { Functions = [] }, other with { Functions = [] });
    }

    [Fact]
    public void Match_BaselineAgainstItself_IsOneButForFailures()
    {
        var match = CellContest.Play(ContestTable.Trace, 42, cell => new DemoScheduler(cell));

        Assert.Equal((1, 1), (match.Score.ResponseTimeRatio, match.Score.NodeTimeRatio));
    }

    private static CellResult Play(ulong seed) =>
        new CellRun(ContestTable.Trace.Draw(seed), MachineModel.Contest, seed, CellSchedulers.Baseline).Play();
}
