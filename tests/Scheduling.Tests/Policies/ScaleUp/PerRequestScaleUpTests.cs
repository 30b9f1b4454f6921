using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.ScaleUp;

namespace OrleansScaler.Scheduling.Tests.Policies.ScaleUp;

public sealed class PerRequestScaleUpTests
{
    [Theory]
    [InlineData(1, 0, 1, 1)]
    [InlineData(3, 0, 1, 3)]
    [InlineData(3, 2, 1, 1)]
    [InlineData(2, 2, 1, 0)]
    [InlineData(2, 5, 1, 0)]
    [InlineData(5, 1, 2, 2)]
    [InlineData(1, 0, 100, 1)]
    [InlineData(101, 1, 100, 1)]
    public void Decide_WaitersAndStarts_CoversEachWaiterOnce(int waiting, int starting, int concurrency, int creates)
    {
        var decision = new PerRequestScaleUp().Decide(
            ScaleUpSnapshot.Of(new int[waiting], starting, busy: 3, concurrency));

        var reason = creates > 0 ? Reason.PerRequest : Reason.EnoughComing;
        Assert.Equal(new ScaleUpDecision(creates, reason, null), decision);
    }
}
