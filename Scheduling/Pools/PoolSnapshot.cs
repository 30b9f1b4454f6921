using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Pools;

/// <summary>What a policy may know of a pool at one instant. A view to read during the call, not to keep.</summary>
public readonly record struct PoolSnapshot
{
    /// <summary>The instant.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The function.</summary>
    public required FunctionSpec Function { get; init; }

    /// <summary>What was learned of it, up to now. To read only.</summary>
    public required FunctionStatistics Statistics { get; init; }

    /// <summary>What the policy asked to be given back; null at its first decision about the function.</summary>
    public PolicyState? State { get; init; }

    /// <summary>Slots that are being created or inited.</summary>
    public int Starting { get; init; }

    /// <summary>Slots lent to nobody.</summary>
    public int Idle { get; init; }

    /// <summary>Slots lent to at least one request.</summary>
    public int Busy { get; init; }

    /// <summary>Requests that hold an instance.</summary>
    public int InUse { get; init; }

    /// <summary>Requests that wait for one.</summary>
    public required WaitLine Waiting { get; init; }

    /// <summary>When each request that holds an instance got it, oldest first.</summary>
    public IReadOnlyCollection<DateTimeOffset> RunningSince { get; init; } = [];

    /// <summary>When each starting slot was decided on, oldest first.</summary>
    public IReadOnlyCollection<DateTimeOffset> StartingSince { get; init; } = [];

    /// <summary>Since when the coldest idle slot is idle; null while none is.</summary>
    public DateTimeOffset? IdleSince { get; init; }

    /// <summary>What the memory budget's clock showed when that slot became idle.</summary>
    public double IdleClock { get; init; }

    /// <summary>Requests that came since the function last had no slot, with those that its first one is for.</summary>
    public long CallsWhileLive { get; init; }

    /// <summary>When a function that tends to be called with this one was called last; null if none ever was.</summary>
    public DateTimeOffset? CompanionCalledAt { get; init; }

    /// <summary>Makes an empty view.</summary>
    public PoolSnapshot()
    {
    }

    /// <summary>Slots that serve or will serve.</summary>
    public int Live => Starting + Idle + Busy;

    /// <summary>Mean time from deciding on a slot to its being ready; zero while none was.</summary>
    public TimeSpan MeanStart => Statistics.Starts.Mean ?? TimeSpan.Zero;

    /// <summary>Waiters that no slot under way is meant for.</summary>
    public int UncoveredWaiters => Math.Max(0, Waiting.Count - (Starting * Function.Concurrency));
}
