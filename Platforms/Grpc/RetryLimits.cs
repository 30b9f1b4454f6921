namespace OrleansScaler.Platforms.Grpc;

/// <summary>How patiently one kind of call is made.</summary>
/// <param name="Timeout">Longest wait for one answer.</param>
/// <param name="RepeatAfterTimeout">Whether a call without an answer may be sent again.</param>
internal readonly record struct RetryLimits(TimeSpan Timeout, bool RepeatAfterTimeout);
