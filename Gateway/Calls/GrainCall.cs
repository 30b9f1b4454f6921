using Orleans.Runtime;

namespace OrleansScaler.Gateway.Calls;

/// <summary>
/// Calls a grain again while its silo is lost: every call is idempotent by request id. A silo that is killed is missed
/// after 0.6 s, so that a single repeat would mostly meet the same loss.
/// </summary>
/// <param name="retryFor">How long after the first loss a call is still repeated.</param>
/// <param name="time">Tells that time.</param>
/// <param name="instruments">Counts the repeats.</param>
internal sealed class GrainCall(TimeSpan retryFor, TimeProvider time, CallInstruments instruments)
{
    /// <summary>After the repeat that follows at once; each pause is twice the one before.</summary>
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Makes a call. One that fails before it is sent has failed like any other.</summary>
    public static ValueTask<T> Begin<TGrain, TRequest, T>(
        TGrain grain, TRequest request, Func<TGrain, TRequest, ValueTask<T>> call)
        where TGrain : IAddressable
    {
        try
        {
            return call(grain, request);
        }
        catch (Exception fault)
        {
            return ValueTask.FromException<T>(fault);
        }
    }

    /// <summary>The answer to a call that was made, or to one of its repeats.</summary>
    /// <param name="first">The call.</param>
    /// <param name="again">Repeats it.</param>
    /// <param name="key">Names the grain to callers.</param>
    /// <param name="deadline">When nobody wants the answer any more.</param>
    /// <param name="ending">Ends the pauses.</param>
    /// <exception cref="Grpc.Core.RpcException">
    /// <c>Unavailable</c> when the silo stays lost; <c>ResourceExhausted</c> when it is overloaded, which another call
    /// would make worse; <c>FailedPrecondition</c> when the function's ledger is refused.
    /// </exception>
    public async ValueTask<T> FollowAsync<T>(
        ValueTask<T> first,
        Func<ValueTask<T>> again,
        string key,
        DateTimeOffset deadline,
        CancellationToken ending)
    {
        var limit = TimeSpan.Zero;
        var lostAt = 0L;
        for (var tries = 0; ; tries++)
        {
            try
            {
                return tries == 0 ? await first.ConfigureAwait(false) : await again().ConfigureAwait(false);
            }
            catch (Exception fault) when (SiloFaults.RefusalOf(fault) is { } refusal)
            {
                throw refusal;
            }
            catch (Exception fault) when (SiloFaults.IsLoss(fault))
            {
                if (tries == 0)
                {
                    lostAt = time.GetTimestamp();
                    limit = LimitOf(deadline);
                }

                var pause = PauseAfter(tries);
                var isOver = time.GetElapsedTime(lostAt) + pause >= limit
                    || !await PauseAsync(pause, ending).ConfigureAwait(false);
                if (isOver)
                {
                    throw CallErrors.Unreachable(key, fault);
                }

                instruments.Repeated();
            }
        }
    }

    /// <summary>None at first, then 50 ms doubled up to 500 ms; spread: those lost together come apart.</summary>
    private static TimeSpan PauseAfter(int tries)
    {
        if (tries == 0)
        {
            return TimeSpan.Zero;
        }

        // 50, 100, 200, 400, then 500: the fifth doubling is beyond it already, and a tenth must not overflow.
        var pause = s_firstPause * (1 << Math.Min(tries - 1, 4));
        pause = pause < s_longestPause ? pause : s_longestPause;
        return pause * (1 - (Random.Shared.NextDouble() / 2));
    }

    /// <returns>False when the pause was ended.</returns>
    private async ValueTask<bool> PauseAsync(TimeSpan pause, CancellationToken ending)
    {
        await Task.Delay(pause, time, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !ending.IsCancellationRequested;
    }

    private TimeSpan LimitOf(DateTimeOffset deadline)
    {
        var left = deadline - time.GetUtcNow();
        return left < retryFor ? left : retryFor;
    }
}
