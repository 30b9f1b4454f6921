using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.ScaleUp;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Policies;

public sealed class PolicyNamesTests
{
    [Fact]
    public void Known_All_CanBeMadeUnderTheirNames()
    {
        Assert.Equal(["direct", "pool"], PolicyNames.Known);
        Assert.All(
            PolicyNames.Known,
            name => Assert.Equal(name, PolicyNames.Find(new PolicyOptions { Name = name })!.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Pool")]
    [InlineData("nothing")]
    public void Find_UnknownName_IsNull(string name)
    {
        Assert.Null(PolicyNames.Find(new PolicyOptions { Name = name }));
    }

    [Fact]
    public void Find_Direct_KeepsNothingAndStartsPerRequest()
    {
        var set = PolicyNames.Find(new PolicyOptions { Name = PolicyNames.Direct })!;

        Assert.IsType<PerRequestScaleUp>(set.ScaleUp);
        Assert.Equal(
            new KeepAliveDecision(TimeSpan.Zero, TimeSpan.Zero, Reason.KeepNothing), set.KeepAlive.Decide(Empty()));
    }

    [Fact]
    public void Find_Pool_TakesTheOptionsFigures()
    {
        var set = PolicyNames.Find(new PolicyOptions
        {
            KeepAlive = TimeSpan.FromSeconds(50),
            ReclaimEvery = TimeSpan.FromSeconds(2),
        })!;

        Assert.IsType<PatienceScaleUp>(set.ScaleUp);
        Assert.Equal(
            new KeepAliveDecision(TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(2), Reason.FixedKeepAlive),
            set.KeepAlive.Decide(Empty()));
    }

    private static PoolSnapshot Empty() => new()
    {
        Now = DateTimeOffset.UnixEpoch,
        Function = new FunctionSpec { Key = new FunctionKey("f"), MemoryMegabytes = 128 },
        Waiting = new WaitLine(),
    };
}
