namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>A request as the world outside knows it, whatever pools think.</summary>
/// <param name="id">Its id.</param>
internal sealed class DeathRequest(string id)
{
    public string Id { get; } = id;

    /// <summary>
    /// The slot that it truly holds; null before, and once its caller has said Idle or its time is over.
    /// </summary>
    public DeathSlot? Holds { get; set; }

    /// <summary>The slot that it was given.</summary>
    public string? Instance { get; set; }

    /// <summary>When the platform ends its run.</summary>
    public DateTimeOffset Until { get; set; }

    /// <summary>Whether its caller wants an answer to an Assign.</summary>
    public bool IsAsking { get; set; } = true;

    /// <summary>Whether its caller wants an answer to an Idle.</summary>
    public bool IsReturning { get; set; }

    /// <summary>Whether its Idle may have been heard by a pool that is gone.</summary>
    public bool MayBeRepeat { get; set; }

    /// <summary>Whether its Idle was not said before, and came in time.</summary>
    public bool IsPunctual { get; set; }

    /// <summary>Whether it gives the instance back as bad.</summary>
    public bool IsBad { get; set; }
}
