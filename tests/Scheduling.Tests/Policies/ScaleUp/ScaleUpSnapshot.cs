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

    /// <summary>The same, told by ages: who runs and what starts, each in milliseconds, oldest first.</summary>
    public static PoolSnapshot OfAges(int waiting, int[] running, int[] starting, int concurrency = 1) =>
        Of(new int[waiting], starting.Length, running.Length, concurrency) with
        {
            InUse = running.Length,
            RunningSince = [.. running.Select(age => T0.AddMilliseconds(-age))],
            StartingSince = [.. starting.Select(age => T0.AddMilliseconds(-age))],
        };

    /// <summary>Lets the function have run and started before, each once or a few times alike.</summary>
    public static PoolSnapshot Knows(this PoolSnapshot pool, double? executionMs = null, double? startMs = null)
    {
        if (executionMs is { } execution)
        {
            pool.Statistics.Executed(TimeSpan.FromMilliseconds(execution));
        }

        if (startMs is { } start)
        {
            pool.Statistics.Started(TimeSpan.Zero, TimeSpan.FromMilliseconds(start));
        }

        return pool;
    }

    /// <summary>Lets as many requests have come, evenly over the minute before.</summary>
    public static PoolSnapshot Came(this PoolSnapshot pool, int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            pool.Statistics.Arrived(T0.AddMinutes(-1) + (i * (TimeSpan.FromMinutes(1) / requests)), 0);
        }

        return pool;
    }
}
