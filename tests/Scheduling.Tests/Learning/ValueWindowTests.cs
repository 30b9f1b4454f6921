using OrleansScaler.Scheduling.Learning;

namespace OrleansScaler.Scheduling.Tests.Learning;

/// <summary>The last values, and what is made of them.</summary>
public sealed class ValueWindowTests
{
    [Theory]
    [InlineData(1, 0.95, 1)]
    [InlineData(5, 0.95, 5)]
    [InlineData(20, 0.95, 19)]
    [InlineData(20, 0.5, 10)]
    [InlineData(20, 1, 20)]
    public void Quantile_OneToN_IsByNearestRank(int count, double q, double expected)
    {
        Assert.Equal(expected, Of(count).Quantile(q));
    }

    /// <remarks>Of 32, the largest two go: the mean of 1 to 30 is 15.5, its variance 30 · 31 / 12 = 77.5.</remarks>
    [Fact]
    public void Usual_ThirtyTwoValues_LeavesOutTheLargestTwo()
    {
        var (mean, variance) = Of(32).Usual();

        Assert.Equal(15.5, mean, 9);
        Assert.Equal(77.5, variance, 9);
    }

    [Fact]
    public void Usual_FewerThanSixteen_LeavesOutNone()
    {
        Assert.Equal(8, Of(15).Usual().Mean, 9);
    }

    [Fact]
    public void Add_Full_DropsTheOldest()
    {
        Assert.Equal(8, Of(10, capacity: 5).All().Mean, 9); // 6 to 10
    }

    [Fact]
    public void All_Empty_IsZero()
    {
        Assert.Equal((0, 0), new ValueWindow(5).All());
        Assert.Equal(0, new ValueWindow(5).Quantile(0.5));
    }

    [Fact]
    public void Scale_Values_MultipliesEach()
    {
        var window = Of(3);

        window.Scale(2);

        Assert.Equal((4, 4), window.All()); // 2, 4, 6
    }

    private static ValueWindow Of(int count, int capacity = 64)
    {
        var window = new ValueWindow(capacity);
        for (var value = 1; value <= count; value++)
        {
            window.Add(value);
        }

        return window;
    }
}
