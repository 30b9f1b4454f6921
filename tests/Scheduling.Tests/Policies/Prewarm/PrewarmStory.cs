using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Statistics;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Policies.Prewarm;

/// <summary>A function's past, told in seconds after midnight, and what a prewarm answers at an instant.</summary>
internal sealed class PrewarmStory(IPrewarmPolicy policy, double memory = 1024, int concurrency = 1)
{
    private PolicyState? _state;

    public FunctionStatistics Statistics { get; } = new();

    /// <summary>Starts took so long, each of them.</summary>
    public PrewarmStory Started(double seconds)
    {
        Statistics.Started(TimeSpan.Zero, TimeSpan.FromSeconds(seconds));
        return this;
    }

    /// <summary>Calls came, and each ran alone.</summary>
    public PrewarmStory Called(double execution, params double[] at)
    {
        foreach (var second in at)
        {
            Statistics.Arrived(At(second), inUseOrWaitingBefore: 0);
            Statistics.InUseChanged(1, At(second));
            Statistics.InUseChanged(0, At(second));
            Statistics.Executed(TimeSpan.FromSeconds(execution));
        }

        return this;
    }

    /// <summary>So many requests were in use or waiting at once, for a moment.</summary>
    public PrewarmStory Peak(double at, int concurrency)
    {
        Statistics.Arrived(At(at), inUseOrWaitingBefore: 0);
        Statistics.InUseChanged(concurrency, At(at));
        Statistics.InUseChanged(0, At(at));
        return this;
    }

    /// <summary>Slots, reason, and when to ask again in seconds.</summary>
    public string Decide(double at)
    {
        var decision = policy.Decide(new PoolSnapshot
        {
            Now = At(at),
            Function = PoolStory.Spec(concurrency, memory),
            Statistics = Statistics,
            State = _state,
            Waiting = new WaitLine(),
        });
        _state = decision.State;
        var again = decision.AskAgainAt is { } instant
            ? FormattableString.Invariant($" until {(instant - PoolStory.T0).TotalSeconds:0.###}")
            : "";
        return $"{decision.Slots} {decision.Reason}{again}";
    }

    public static DateTimeOffset At(double seconds) =>
        PoolStory.T0.AddTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
}
