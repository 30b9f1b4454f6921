using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Tests.Statistics;

public sealed class TwoMeansTests
{
    [Fact]
    public void Of_TwoPeriods_FindsBoth()
    {
        var means = TwoMeans.Of([60, 1, 3, 62, 2, 61]);

        Assert.Equal(new TwoMeansCluster(3, 1, 3, 2), means?.Lower);
        Assert.Equal(new TwoMeansCluster(3, 60, 62, 61), means?.Upper);
        Assert.Equal(31.5, means?.Split);
    }

    [Fact]
    public void Of_OneFarOff_StandsAlone()
    {
        var means = TwoMeans.Of([5, 5, 5, 5, 100]);

        Assert.Equal((4, 1), (means!.Value.Lower.Count, means.Value.Upper.Count));
    }

    [Fact]
    public void Of_TwoEquallyGoodCuts_TakesTheFirst()
    {
        // 0 | 1 2 and 0 1 | 2 both leave 0.5.
        Assert.Equal(1, TwoMeans.Of([0, 1, 2])?.Lower.Count);
    }

    [Fact]
    public void Of_NotTwoDifferentNumbers_IsNone()
    {
        Assert.Null(TwoMeans.Of([]));
        Assert.Null(TwoMeans.Of([7]));
        Assert.Null(TwoMeans.Of([7, 7, 7]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_RandomNumbers_LeavesNoMoreThanAnyOtherCut(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            double[] values = [.. Enumerable.Range(0, random.Next(2, 40)).Select(_ => (double)random.Next(50))];
            var sorted = values.Order().ToArray();
            if (sorted[0] == sorted[^1] || TwoMeans.Of(values) is not { } means)
            {
                Assert.Null(TwoMeans.Of(values));
                continue;
            }

            var cut = means.Lower.Count;
            var best = Enumerable.Range(1, sorted.Length - 1).Min(at => Cost(sorted[..at]) + Cost(sorted[at..]));
            var where = $"seed {seed}, round {round}";
            Assert.True(Cost(sorted[..cut]) + Cost(sorted[cut..]) <= best + 1e-9, where);
            Assert.True(means.Lower.Maximum == sorted[cut - 1] && means.Upper.Minimum == sorted[cut], where);
            Assert.True(means.Lower.Maximum <= means.Split && means.Split <= means.Upper.Minimum, where);
        }
    }

    private static double Cost(double[] part) => part.Sum(value => Math.Pow(value - part.Average(), 2));
}
