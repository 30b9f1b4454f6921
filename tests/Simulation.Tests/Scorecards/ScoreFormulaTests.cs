using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Simulation.Tests.Scorecards;

public sealed class ScoreFormulaTests
{
    [Fact]
    public void ContestScore_HandNumbers_AddUp()
    {
        // 50 · 30/120 = 12.5; 50 · 60 / (60 + 15) = 40.
        var score = ContestScore.Of(
            execGbSeconds: 30, slotGbSeconds: 120, execSeconds: 60, callSeconds: 15, successRate: 1);

        Assert.Equal(new ContestScore(12.5, 40, 52.5), score);
    }

    [Theory]
    [InlineData(0.9995, 100)]
    [InlineData(0.9994, 0)]
    public void ContestScore_TooManyFailures_IsZero(double successRate, double total)
    {
        Assert.Equal(total, ContestScore.Of(1, 1, 1, 0, successRate).Total);
    }

    [Fact]
    public void ContestScore_NothingExecuted_IsZeroNotNaN()
    {
        Assert.Equal(new ContestScore(0, 0, 0), ContestScore.Of(0, 0, 0, 0, 1));
    }

    [Fact]
    public void RumScore_HandNumbers_AddUp()
    {
        // 0.808 · 10 + 2 + (1,096.9 − 100) / 99.69 = 8.08 + 2 + 10.
        var score = RumScore.Of(coldStarts: 10, waitSeconds: 2, slotGbSeconds: 1_096.9, execGbSeconds: 100);

        Assert.Equal(996.9, score.IdleGbSeconds, 9);
        Assert.Equal(20.08, score.Value, 9);
    }
}
