using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Tests.Policies;

/// <summary>A function told by its calls: what was learned of it, and the view that its policies get.</summary>
internal sealed class SeenFunction(double megabytes = 512)
{
    public static readonly DateTimeOffset T0 = new(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);

    public FunctionStatistics Statistics { get; } = new();

    /// <summary>Seconds after the begin at which the last call came.</summary>
    public double Last { get; private set; }

    public static DateTimeOffset At(double seconds) => T0.AddTicks((long)Math.Round(seconds * 1e7));

    /// <summary>Calls at one instant, that run for so long.</summary>
    public SeenFunction Call(double at, double seconds = 0.1, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            Statistics.Arrived(At(at), i);
            Statistics.InUseChanged(i + 1, At(at));
            Statistics.Executed(TimeSpan.FromSeconds(seconds));
        }

        Statistics.InUseChanged(0, At(at));
        Last = at;
        return this;
    }

    /// <summary>Calls one after the other, a gap before each.</summary>
    public SeenFunction Gaps(double seconds, params double[] gaps)
    {
        foreach (var gap in gaps)
        {
            Call(Last + gap, seconds);
        }

        return this;
    }

    /// <summary>A start that took so long, a tenth of it to make the slot.</summary>
    public SeenFunction Start(double seconds)
    {
        Statistics.Started(TimeSpan.FromSeconds(seconds / 10), TimeSpan.FromSeconds(seconds * 9 / 10));
        return this;
    }

    /// <summary>The view at an instant, with one slot idle since another.</summary>
    public PoolSnapshot Look(double at, double idleSince = 0) => new()
    {
        Now = At(at),
        Function = new FunctionSpec { Key = new FunctionKey("f"), MemoryMegabytes = megabytes },
        Statistics = Statistics,
        Waiting = new WaitLine(),
        Idle = 1,
        IdleSince = At(idleSince),
    };
}
