using Grpc.Core;

namespace OrleansScaler.Platforms.Grpc;

/// <summary>
/// Sends a unary call with a deadline, again after a pause while the other side throttles or cannot be reached, and
/// turns what comes back into a <see cref="PlatformOutcome"/>.
/// </summary>
/// <param name="maximumAttempts">Tries of one call.</param>
/// <param name="retryAfter">Pause before the second try; doubles with each further one.</param>
/// <param name="time">Tells pauses.</param>
internal sealed class RetryingCall(int maximumAttempts, TimeSpan retryAfter, TimeProvider time)
{
    /// <summary>Late enough that a deadline is what ends a call, wherever the clock is left alone.</summary>
    private static readonly TimeSpan s_beyondDeadline = TimeSpan.FromSeconds(1);

    /// <summary>The outcome, the reply where there is one, and what was said of a failure.</summary>
    /// <param name="send">Begins the call.</param>
    /// <param name="read">What the reply means.</param>
    /// <param name="limits">How patiently.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<(PlatformOutcome Outcome, TReply? Reply, string? Message)> SendAsync<TReply>(
        Func<CallOptions, AsyncUnaryCall<TReply>> send,
        Func<TReply, (PlatformOutcome Outcome, string? Message)> read,
        RetryLimits limits,
        CancellationToken cancellationToken)
        where TReply : class
    {
        var isOneLost = false;
        for (var attempt = 1; ; attempt++)
        {
            var (outcome, reply, message) = await SendOnceAsync(send, read, limits, cancellationToken)
                .ConfigureAwait(false);
            if (attempt >= maximumAttempts || !MayRepeat(outcome, limits))
            {
                // Who is throttled now may have got through before, in the try that nobody heard the end of.
                return (isOneLost && outcome == PlatformOutcome.Throttled ? PlatformOutcome.TimedOut : outcome,
                    reply,
                    message);
            }

            isOneLost |= outcome == PlatformOutcome.TimedOut;
            var pause = retryAfter * (1 << (attempt - 1));
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask<(PlatformOutcome Outcome, TReply? Reply, string? Message)> SendOnceAsync<TReply>(
        Func<CallOptions, AsyncUnaryCall<TReply>> send,
        Func<TReply, (PlatformOutcome Outcome, string? Message)> read,
        RetryLimits limits,
        CancellationToken cancellationToken)
        where TReply : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            // The deadline goes over the wire as what is left of it by the machine's time of day. When that is set back
            // meanwhile, the client waits as much longer: the limit does not.
            limit.CancelAfter(limits.Timeout + s_beyondDeadline);
            var deadline = DateTime.UtcNow + limits.Timeout;
            using var call = send(new CallOptions(deadline: deadline, cancellationToken: limit.Token));
            var reply = await call.ResponseAsync.ConfigureAwait(false);
            var (outcome, message) = read(reply);
            return (outcome, reply, message);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Status.Detail, e, cancellationToken);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Cancelled && limit.IsCancellationRequested)
        {
            return (PlatformOutcome.TimedOut, null, $"{StatusCode.DeadlineExceeded}: not answered in {limits.Timeout}");
        }
        catch (RpcException e)
        {
            var isLost = limits.LostIsTimedOut && GrpcOutcome.IsAnswerLost(e);
            var outcome = isLost ? PlatformOutcome.TimedOut : GrpcOutcome.Of(e.StatusCode);
            return (outcome, null, $"{e.StatusCode}: {e.Status.Detail}");
        }
        catch (ObjectDisposedException)
        {
            // The channel was closed before the call began, so that nothing was sent.
            return (PlatformOutcome.Unavailable, null, "The connection was closed.");
        }
    }

    private static bool MayRepeat(PlatformOutcome outcome, RetryLimits limits) => outcome switch
    {
        PlatformOutcome.Throttled => limits.RepeatThrottled,
        PlatformOutcome.Unavailable => true,
        PlatformOutcome.TimedOut => limits.RepeatAfterTimeout,
        _ => false,
    };
}
