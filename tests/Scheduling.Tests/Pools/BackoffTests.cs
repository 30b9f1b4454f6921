using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 200)]
    [InlineData(3, 400)]
    [InlineData(5, 1_600)]
    [InlineData(6, 2_000)]
    [InlineData(21, 2_000)]
    [InlineData(int.MaxValue, 2_000)]
    public void After_FailuresInARow_DoublesUpToTheMaximum(int failures, double expectedMs)
    {
        var pause = Backoff.After(failures, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.FromMilliseconds(expectedMs), pause);
    }

    [Fact]
    public void After_FirstLongerThanMaximum_IsTheMaximum()
    {
        Assert.Equal(TimeSpan.FromSeconds(1), Backoff.After(1, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1)));
    }
}
