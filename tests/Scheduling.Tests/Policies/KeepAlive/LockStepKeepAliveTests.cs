using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.KeepAlive;

namespace OrleansScaler.Scheduling.Tests.Policies.KeepAlive;

public sealed class LockStepKeepAliveTests
{
    [Theory]
    [InlineData(128, false, 9, 10, Reason.FixedKeepAlive)]
    [InlineData(2_048, false, 9, 1, Reason.FixedKeepAlive)]
    [InlineData(64, true, 200, 10, Reason.LockStep)]
    [InlineData(128, true, 200, 10, Reason.LockStep)]
    [InlineData(512, true, 160, 10, Reason.LockStep)] // two doublings of four: half of 80 s less
    [InlineData(2_047, true, 120.014, 10, Reason.LockStep)]
    [InlineData(2_048, true, 120, 1, Reason.LockStep)]
    [InlineData(8_192, true, 120, 1, Reason.LockStep)]
    public void Decide_SizeAndCompany_KeepsSoLongAndSoMany(
        double megabytes, bool together, double seconds, int idle, Reason reason)
    {
        var pool = new SeenFunction(megabytes).Call(0).Look(1) with
        {
            CompanionCalledAt = together ? SeenFunction.At(0) : null,
        };

        var decision = new LockStepKeepAlive().Decide(pool);

        Assert.Equal(seconds, decision.KeepAlive.TotalSeconds, 1e-3);
        Assert.Equal((idle, reason), (decision.MaximumIdle, decision.Reason));
    }
}
