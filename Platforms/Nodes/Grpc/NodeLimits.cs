using OrleansScaler.Platforms.Grpc;

namespace OrleansScaler.Platforms.Nodes.Grpc;

/// <summary>
/// Which calls of the 2020 protocol may be sent twice. Its request ids name a call in logs and make nothing idempotent.
/// </summary>
internal static class NodeLimits
{
    /// <summary>For a call that does the same when it comes twice. No refusal for load is repeated.</summary>
    public static RetryLimits Repeatable(TimeSpan timeout) => Of(timeout, isRepeatable: true);

    /// <summary>
    /// For a call that would make or take a second thing: without an answer it has timed out, and what became of it is
    /// found out by asking what is there.
    /// </summary>
    public static RetryLimits Once(TimeSpan timeout) => Of(timeout, isRepeatable: false);

    private static RetryLimits Of(TimeSpan timeout, bool isRepeatable) => new(timeout, isRepeatable)
    {
        RepeatThrottled = false,
        LostIsTimedOut = true,
    };
}
