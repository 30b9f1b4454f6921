namespace OrleansScaler.Platforms.Grpc;

/// <summary>How patiently one kind of call is made.</summary>
/// <param name="Timeout">Longest wait for one answer.</param>
/// <param name="RepeatAfterTimeout">Whether a call without an answer may be sent again.</param>
internal readonly record struct RetryLimits(TimeSpan Timeout, bool RepeatAfterTimeout)
{
    /// <summary>Whether a call that was refused for load is sent again.</summary>
    public bool RepeatThrottled { get; init; } = true;

    /// <summary>
    /// Whether a call counts as timed out when its connection broke after it was sent: whether it took effect is as
    /// unknown then as after a time-out.
    /// </summary>
    public bool LostIsTimedOut { get; init; }
}
