using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Tests.Policies.KeepAlive;

public class BreakEvenKeepAliveTests
{
    [Theory]
    [InlineData(1024, 0, 80.54952)] // 0.808 · 99.69 / 1
    [InlineData(174.08, 0, 473.8207)] // … / 0.17
    [InlineData(1024, 2000, 199.38)] // starts were seen to take 2 s
    [InlineData(1e-9, 0, 31_536_000)] // a year at most
    public void Decide_MemoryAndStart_KeepsForTheCostOfAColdStart(double megabytes, int startMs, double seconds)
    {
        var statistics = new FunctionStatistics();
        if (startMs > 0)
        {
            statistics.Started(TimeSpan.FromMilliseconds(startMs / 2), TimeSpan.FromMilliseconds(startMs / 2));
        }

        var pool = new PoolSnapshot
        {
            Now = DateTimeOffset.UnixEpoch,
            Function = new FunctionSpec { Key = new FunctionKey("f"), MemoryMegabytes = megabytes },
            Waiting = new WaitLine(),
            Statistics = statistics,
        };

        var decision = new BreakEvenKeepAlive(TimeSpan.FromMilliseconds(808), 1 / 99.69).Decide(pool);

        Assert.Equal(seconds, decision.KeepAlive.TotalSeconds, 1e-3);
        Assert.Equal((TimeSpan.Zero, Reason.BreakEven), (decision.ReclaimEvery, decision.Reason));
    }
}
