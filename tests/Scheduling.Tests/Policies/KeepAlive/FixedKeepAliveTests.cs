using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.KeepAlive;

namespace OrleansScaler.Scheduling.Tests.Policies.KeepAlive;

public sealed class FixedKeepAliveTests
{
    [Theory]
    [InlineData(0, Reason.KeepNothing)]
    [InlineData(0.001, Reason.FixedKeepAlive)]
    [InlineData(600, Reason.FixedKeepAlive)]
    public void Decide_AnyPool_IsTheFigureAndWhy(double seconds, Reason reason)
    {
        var keepAlive = TimeSpan.FromSeconds(seconds);
        var policy = new FixedKeepAlive(keepAlive, TimeSpan.FromSeconds(5));

        var decision = policy.Decide(default);

        Assert.Equal(new KeepAliveDecision(keepAlive, TimeSpan.FromSeconds(5), reason), decision);
        Assert.Equal("fixed", policy.Name);
    }
}
