using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Tests.Policies.ScaleUp;

/// <summary>Snapshots told by what scale-up looks at: who has waited for how long, and what is under way.</summary>
internal static class ScaleUpSnapshot
{
    public static readonly DateTimeOffset T0 = new(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="waited">Milliseconds that each waiter has waited, longest first.</param>
    /// <param name="starting">Slots under way.</param>
    /// <param name="busy">Slots that run something.</param>
    /// <param name="concurrency">Requests that a slot may run.</param>
    public static PoolSnapshot Of(int[] waited, int starting = 0, int busy = 0, int concurrency = 1)
    {
        var line = new WaitLine();
        foreach (var milliseconds in waited)
        {
            var entry = new RequestEntry();
            entry.Begin(new RequestId("r"), T0.AddMilliseconds(-milliseconds), attempt: 0);
            line.Add(entry, T0.AddMinutes(1));
        }

        return new PoolSnapshot
        {
            Now = T0,
            Function = new FunctionSpec
            {
                Key = new FunctionKey("f"),
                MemoryMegabytes = 128,
                Concurrency = concurrency,
            },
            Starting = starting,
            Busy = busy,
            Waiting = line,
            Statistics = new FunctionStatistics(),
        };
    }
}
