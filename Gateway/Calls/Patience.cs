using Grpc.Core;

namespace OrleansScaler.Gateway.Calls;

/// <summary>How long a caller waits.</summary>
internal static class Patience
{
    /// <summary>What the caller's deadline leaves, less the time that a refusal needs to arrive before it.</summary>
    /// <param name="context">The caller.</param>
    /// <param name="maximum">Longest wait, and that of a caller that named no deadline.</param>
    /// <param name="answerBefore">The time that a refusal needs; a tenth of the wait where that is shorter.</param>
    /// <param name="now">The time.</param>
    public static TimeSpan Of(
        ServerCallContext context, TimeSpan maximum, TimeSpan answerBefore, DateTimeOffset now)
    {
        if (context.Deadline == DateTime.MaxValue)
        {
            return maximum;
        }

        var left = context.Deadline - now.UtcDateTime;
        var margin = answerBefore < left / 10 ? answerBefore : left / 10;
        var wait = left - margin;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < maximum ? wait : maximum;
    }

    /// <summary>The caller's deadline; the end of time for one that named none.</summary>
    /// <param name="context">The caller.</param>
    public static DateTimeOffset DeadlineOf(ServerCallContext context) => context.Deadline == DateTime.MaxValue
        ? DateTimeOffset.MaxValue
        : new DateTimeOffset(DateTime.SpecifyKind(context.Deadline, DateTimeKind.Utc));
}
