using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Policies.KeepAlive;

public sealed class IdleCapKeepAliveTests
{
    private static readonly FixedKeepAlive s_inner = new(TimeSpan.FromSeconds(60), TimeSpan.Zero);

    [Theory]
    [InlineData(10, null, 512, 10)]
    [InlineData(10, 2048.0, 512, 4)] // 2 GB / 512 MB
    [InlineData(10, 2048.0, 300, 6)] // ⌊2048 / 300⌋
    [InlineData(3, 2048.0, 300, 3)]
    [InlineData(10, 2048.0, 4096, 0)] // larger than all
    [InlineData(10, 2048.0, 1e-9, 10)]
    public void Decide_SlotsAndMemory_TheLowerCapHolds(int slots, double? lid, double megabytes, int cap)
    {
        var decision = new IdleCapKeepAlive(s_inner, slots, lid).Decide(KeepAliveSnapshot.Of(megabytes: megabytes));

        Assert.Equal(cap, decision.MaximumIdle);
        Assert.Equal((TimeSpan.FromSeconds(60), Reason.FixedKeepAlive), (decision.KeepAlive, decision.Reason));
    }

    [Fact]
    public void Decide_LidWithinALid_TheLowerCapHolds()
    {
        var policy = new IdleCapKeepAlive(new IdleCapKeepAlive(s_inner, 2, null), 5, null);

        Assert.Equal(2, policy.Decide(KeepAliveSnapshot.Of()).MaximumIdle);
    }

    [Fact]
    public void Story_MoreIdleThanTheCap_TheColdestGo()
    {
        var story = new PoolStory("idle-cap:1/fixed:60s", new PoolOptions { InitialSlots = 2 });
        story.Assign("r1");
        story.Ready(1);
        story.At(1).Ready(2);
        Assert.Equal(1, story.Counts.Idle);

        story.At(2).Complete("r1", 1);

        Assert.Equal("Destroy s-2 IdleCap", story.Did);
    }
}
