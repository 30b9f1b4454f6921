using Grpc.Core;

namespace OrleansScaler.Gateway.Calls;

/// <summary>How long a caller waits.</summary>
internal static class Patience
{
    /// <summary>What the caller's deadline leaves, less the time that a refusal needs to arrive before it.</summary>
    /// <param name="context">The caller.</param>
    /// <param name="maximum">Longest wait, and that of a caller that named no deadline.</param>
    /// <param name="answerBefore">The time that a refusal needs; a tenth of the wait where that is shorter.</param>
    public static TimeSpan Of(ServerCallContext context, TimeSpan maximum, TimeSpan answerBefore)
    {
        if (context.Deadline == DateTime.MaxValue)
        {
            return maximum;
        }

        var left = LeftOf(context);
        var margin = answerBefore < left / 10 ? answerBefore : left / 10;
        var wait = left - margin;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < maximum ? wait : maximum;
    }

    /// <summary>The caller's deadline; the end of time for one that named none.</summary>
    /// <param name="context">The caller.</param>
    /// <param name="time">The clock that the answer is of.</param>
    public static DateTimeOffset DeadlineOf(ServerCallContext context, TimeProvider time) =>
        context.Deadline == DateTime.MaxValue ? DateTimeOffset.MaxValue : time.GetUtcNow() + LeftOf(context);

    /// <summary>
    /// The wire carries what is left; the instant was made of it a moment ago, of the machine's time of day. So it
    /// says something beside that time only, and may be set wrong with it a moment later.
    /// </summary>
    private static TimeSpan LeftOf(ServerCallContext context) => context.Deadline - DateTime.UtcNow;
}
