using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class ReclaimTimeTests
{
    private static readonly DateTimeOffset s_t0 = new(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(7, 15, 5, 25)]
    [InlineData(0, 15, 5, 20)]
    [InlineData(4.9, 15, 5, 20)]
    [InlineData(5, 15, 5, 25)]
    [InlineData(0, 60, 60, 120)]
    public void Of_WithAPeriod_IsTheNextMultipleAfterTheKeepAlive(
        double idleSince, double keepAlive, double period, double expected)
    {
        Assert.Equal(s_t0.AddSeconds(expected), Of(s_t0.AddSeconds(idleSince), keepAlive, period));
    }

    [Fact]
    public void Of_OverExactlyOnTheGrid_IsThatInstant()
    {
        var idleSince = s_t0.AddTicks(-1);

        Assert.Equal(s_t0.AddSeconds(15), Of(idleSince, 15, 5));
    }

    [Fact]
    public void Of_NoPeriod_IsOneTickPastTheKeepAlive()
    {
        Assert.Equal(s_t0.AddSeconds(10).AddTicks(1), Of(s_t0, 10, 0));
    }

    [Fact]
    public void Of_KeepAliveWithoutEnd_IsNever()
    {
        var keep = new KeepAliveDecision(TimeSpan.MaxValue, TimeSpan.FromSeconds(5), Reason.FixedKeepAlive);

        Assert.Equal(DateTimeOffset.MaxValue, ReclaimTime.Of(s_t0, keep));
    }

    [Fact]
    public void Of_LocalOffset_CountsFromTheUtcEpoch()
    {
        var idleSince = s_t0.AddSeconds(7).ToOffset(TimeSpan.FromMinutes(30));

        Assert.Equal(s_t0.AddHours(1), Of(idleSince, 15, 3_600));
    }

    private static DateTimeOffset Of(DateTimeOffset idleSince, double keepAlive, double period) =>
        ReclaimTime.Of(
            idleSince,
            new KeepAliveDecision(
                TimeSpan.FromSeconds(keepAlive), TimeSpan.FromSeconds(period), Reason.FixedKeepAlive));
}
