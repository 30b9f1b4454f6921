namespace OrleansScaler.Platforms;

/// <summary>How a call to the platform ended.</summary>
public enum PlatformOutcome
{
    /// <summary>Done as asked.</summary>
    Ok,

    /// <summary>The platform refused for load, and went on refusing through every retry.</summary>
    Throttled,

    /// <summary>The platform could not be reached.</summary>
    Unavailable,

    /// <summary>No answer in time. Whether the call took effect is unknown.</summary>
    TimedOut,

    /// <summary>The platform holds the call itself for wrong: a bad argument, an unfit memory size.</summary>
    Refused,

    /// <summary>The slot is not there.</summary>
    NotFound,

    /// <summary>The platform failed inside, or answered what the protocol does not allow.</summary>
    Failed,
}
