using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Shards;

namespace OrleansScaler.Scheduling.Tests.Nodes.Shards;

public sealed class TwoChoicesTests
{
    [Theory]
    [InlineData(10, 30, 2)]
    [InlineData(30, 10, 1)]
    [InlineData(69, 30, 1)]
    [InlineData(71, 30, 2)]
    [InlineData(90, 95, 1)]
    [InlineData(50, 50, 1)]
    public void Choose_BothHaveRoom_PacksAtLowLoadAndSpreadsAtHigh(double one, double other, int chosen)
    {
        Assert.Equal(chosen, TwoChoices.Choose(Shard(1, one, 50), Shard(2, other, 50), new Resources(50, 1)));
    }

    [Theory]
    [InlineData(10, 50, 2)]
    [InlineData(50, 10, 1)]
    public void Choose_OneHasNoNodeWithRoom_TakesTheOther(double oneFree, double otherFree, int chosen)
    {
        Assert.Equal(chosen, TwoChoices.Choose(Shard(1, 60, oneFree), Shard(2, 60, otherFree), new Resources(20, 1)));
    }

    [Fact]
    public void Draw_AnyBits_GivesTwoDifferentShards()
    {
        var random = new Random(5);
        for (var i = 0; i < 1_000; i++)
        {
            var (one, other) = TwoChoices.Draw((ulong)random.NextInt64(), 7);

            Assert.NotEqual(one, other);
            Assert.True(one is >= 0 and < 7 && other is >= 0 and < 7, $"{one} and {other}");
        }

        Assert.Equal((0, 0), TwoChoices.Draw(99, 1));
    }

    private static ShardDigest Shard(int number, double used, double free) =>
        new(number, new Resources(100, 100), new Resources(used, used / 2), new Resources(free, free));
}
