using Grpc.Core;
using WireStatus = OrleansScaler.Protos.Simulator2023.Status;

namespace OrleansScaler.Platforms.Grpc;

/// <summary>
/// Sends a unary call with a deadline, again after a pause while the platform throttles or cannot be reached, and turns
/// what comes back into a <see cref="PlatformOutcome"/>.
/// </summary>
internal sealed class RetryingCall(PlatformOptions options, TimeProvider time)
{
    /// <summary>The outcome, the reply where there is one, and what was said of a failure.</summary>
    public async ValueTask<(PlatformOutcome Outcome, TReply? Reply, string? Message)> SendAsync<TReply>(
        Func<CallOptions, AsyncUnaryCall<TReply>> send,
        Func<TReply, (WireStatus Status, string Message)> read,
        RetryLimits limits,
        CancellationToken cancellationToken)
        where TReply : class
    {
        for (var attempt = 1; ; attempt++)
        {
            var (outcome, reply, message) = await SendOnceAsync(send, read, limits.Timeout, cancellationToken)
                .ConfigureAwait(false);
            if (attempt >= options.MaximumAttempts || !MayRepeat(outcome, limits))
            {
                return (outcome, reply, message);
            }

            var pause = options.RetryAfter * (1 << (attempt - 1));
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<(PlatformOutcome Outcome, TReply? Reply, string? Message)> SendOnceAsync<TReply>(
        Func<CallOptions, AsyncUnaryCall<TReply>> send,
        Func<TReply, (WireStatus Status, string Message)> read,
        TimeSpan timeout,
        CancellationToken cancellationToken)
        where TReply : class
    {
        try
        {
            var deadline = time.GetUtcNow().UtcDateTime + timeout;
            using var call = send(new CallOptions(deadline: deadline, cancellationToken: cancellationToken));
            var reply = await call.ResponseAsync.ConfigureAwait(false);
            var (status, message) = read(reply);
            return (OutcomeOf(status), reply, message.Length > 0 ? message : status.ToString());
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Status.Detail, e, cancellationToken);
        }
        catch (RpcException e)
        {
            return (OutcomeOf(e.StatusCode), null, $"{e.StatusCode}: {e.Status.Detail}");
        }
    }

    private static bool MayRepeat(PlatformOutcome outcome, RetryLimits limits) => outcome switch
    {
        PlatformOutcome.Throttled or PlatformOutcome.Unavailable => true,
        PlatformOutcome.TimedOut => limits.RepeatAfterTimeout,
        _ => false,
    };

    private static PlatformOutcome OutcomeOf(WireStatus status) => status switch
    {
        WireStatus.Ok => PlatformOutcome.Ok,
        WireStatus.Throttle => PlatformOutcome.Throttled,
        WireStatus.NotFound => PlatformOutcome.NotFound,
        WireStatus.InvalidArgument or WireStatus.InvalidAssigment => PlatformOutcome.Refused,
        _ => PlatformOutcome.Failed,
    };

    private static PlatformOutcome OutcomeOf(StatusCode code) => code switch
    {
        StatusCode.ResourceExhausted => PlatformOutcome.Throttled,
        StatusCode.Unavailable => PlatformOutcome.Unavailable,
        StatusCode.DeadlineExceeded => PlatformOutcome.TimedOut,
        StatusCode.NotFound => PlatformOutcome.NotFound,
        StatusCode.InvalidArgument or StatusCode.FailedPrecondition => PlatformOutcome.Refused,
        _ => PlatformOutcome.Failed,
    };
}
