using OrleansScaler.Simulation.Cells.Scores;

namespace OrleansScaler.Simulation.Tests.Cells.Scores;

public sealed class CellScoreTests
{
    [Fact]
    public void Of_TwoFunctions_WeighsThemAlikeAndNodesAsMuch()
    {
        // f1: 50 of 100; f2: 3 of 2, though its calls are short. Response (0.5 + 1.5) / 2 = 1; nodes 300 of 1,000.
        var score = CellScore.Of(Result(300, 0, 50, 3), Result(1_000, 0, 100, 2));

        Assert.Equal(1, score.ResponseTimeRatio, 12);
        Assert.Equal(0.3, score.NodeTimeRatio, 12);
        Assert.Equal(0.65, score.Score, 12);
    }

    [Theory]
    [InlineData(2, 1)] // 2 of 2,000 calls is exactly 0.1 %
    [InlineData(3, 11)]
    public void Of_FailedCalls_CostTenAboveOneInAThousand(int failed, double expected)
    {
        var score = CellScore.Of(Result(1_000, failed, 100, 2), Result(1_000, 0, 100, 2));

        Assert.Equal(expected, score.Score, 12);
    }

    [Fact]
    public void Of_BaselinesFailures_CostNothingHere()
    {
        Assert.Equal(1, CellScore.Of(Result(1_000, 0, 100, 2), Result(1_000, 500, 100, 2)).Score, 12);
    }

    [Fact]
    public void Of_FunctionWithoutCalls_IsNeitherBetterNorWorse()
    {
        Assert.Equal(1, CellScore.Of(Result(1_000, 0, 0, 2), Result(1_000, 0, 0, 2)).ResponseTimeRatio);
    }

    [Fact]
    public void Scorecard_SeveralSeeds_HasMeanAndWorst()
    {
        var baseline = Result(1_000, 0, 100, 2);
        var card = CellScorecard.Of(
        [
            new CellMatch(7, Result(500, 0, 50, 1), baseline),
            new CellMatch(8, Result(600, 1, 80, 1.6), baseline),
        ]);

        Assert.Equal(0.6, card.Score, 12); // (0.5 + 0.7) / 2
        Assert.Equal((0.7, 8UL, 2, 7UL), (Math.Round(card.WorstScore, 12), card.WorstSeed, card.Seeds, card.FirstSeed));
        Assert.Equal((1, 4, 0), (card.Failed, card.NodesPeak, card.FailedSeeds));
        Assert.Equal(550, card.Measured.NodeSeconds);
        Assert.Equal(1_000, card.Baseline.NodeSeconds);
        Assert.Equal([0.65, 0.65], card.Functions.Select(function => Math.Round(function.Ratio, 12)));
        Assert.Equal(130, card.Functions[0].ResponseSeconds);
    }

    private static CellResult Result(double nodeSeconds, int failed, params double[] seconds) => new()
    {
        Scheduler = "s",
        Functions =
        [
            .. seconds.Select((one, i) => new CellFunctionResult($"f{i + 1}", 1_000, i == 0 ? failed : 0, 5, one)),
        ],
        Failures = new CellFailures { Refused = failed },
        Violations = 0,
        NodeSeconds = nodeSeconds,
        NodesPeak = 4,
        NodesOpening = 2,
        ReservationsRefused = 0,
        Containers = 10,
    };
}
