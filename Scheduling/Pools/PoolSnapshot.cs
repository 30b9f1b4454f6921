using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Scheduling.Pools;

/// <summary>What a policy may know of a pool at one instant. A view to read during the call, not to keep.</summary>
public readonly record struct PoolSnapshot
{
    /// <summary>The instant.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The function.</summary>
    public required FunctionSpec Function { get; init; }

    /// <summary>Slots that are being created or inited.</summary>
    public int Starting { get; init; }

    /// <summary>Slots lent to nobody.</summary>
    public int Idle { get; init; }

    /// <summary>Slots lent to at least one request.</summary>
    public int Busy { get; init; }

    /// <summary>Requests that hold an instance.</summary>
    public int InUse { get; init; }

    /// <summary>Mean time from deciding on a slot to its being ready; zero while none was.</summary>
    public TimeSpan MeanStart { get; init; }

    /// <summary>Requests that wait for one.</summary>
    public required WaitLine Waiting { get; init; }

    /// <summary>Waiters that no slot under way is meant for.</summary>
    public int UncoveredWaiters => Math.Max(0, Waiting.Count - (Starting * Function.Concurrency));
}
