using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Tests.Policies.KeepAlive;

/// <summary>Snapshots told by what keep-alive looks at.</summary>
internal static class KeepAliveSnapshot
{
    public static readonly DateTimeOffset T0 = new(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);

    public static PoolSnapshot Of(FunctionStatistics? statistics = null, double megabytes = 512) => new()
    {
        Now = T0,
        Function = new FunctionSpec { Key = new FunctionKey("f"), MemoryMegabytes = megabytes },
        Waiting = new WaitLine(),
        Statistics = statistics ?? new FunctionStatistics(),
    };
}
