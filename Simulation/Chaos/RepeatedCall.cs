using System.Diagnostics;
using Grpc.Core;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Chaos;

/// <summary>
/// Sends a call again, the same, while there may be no server to answer it: a server that is started again knows the
/// request by its id.
/// </summary>
/// <param name="options">How patiently.</param>
/// <param name="accounts">Counts repeats.</param>
internal sealed class RepeatedCall(ChaosCallOptions options, RequestAccounts accounts)
{
    private readonly ServerDoor _door = new(options.Scaler, options.Look);

    /// <summary>Sends until there is an answer, or the limit is reached.</summary>
    /// <param name="send">Begins a try.</param>
    /// <param name="random">Spreads the pauses.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    public async Task<CallEnd<T>> SendAsync<T>(
        Func<CallOptions, AsyncUnaryCall<T>> send, SeededRandom random, CancellationToken cancellationToken)
        where T : class
    {
        var started = Stopwatch.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            await PassDoorAsync(started, random.NextUnit(), cancellationToken).ConfigureAwait(false);
            try
            {
                using var call = send(new CallOptions(
                    deadline: DateTime.UtcNow + options.Deadline, cancellationToken: cancellationToken));
                return new CallEnd<T>(await call.ResponseAsync.ConfigureAwait(false), null, IsAnswered: true);
            }
            catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
            {
                if (!MayPass(exception))
                {
                    return new CallEnd<T>(null, exception, IsAnswered: true);
                }

                if (Stopwatch.GetElapsedTime(started) >= options.Limit)
                {
                    return new CallEnd<T>(null, exception, IsAnswered: false);
                }

                if (ServerDoor.IsShutTo(exception))
                {
                    _door.Shut(cancellationToken);
                }
            }

            accounts.Repeated();
            var pause = Backoff.After(failures, options.Pause, options.LongestPause) * (1 + random.NextUnit());
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Waits for the server with all the others. They do not come in at once: the longer it was away, the more there
    /// are of them.
    /// </summary>
    private async Task PassDoorAsync(long started, double share, CancellationToken cancellationToken)
    {
        var patience = options.Limit - Stopwatch.GetElapsedTime(started);
        var away = await _door.PassAsync(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, cancellationToken)
            .ConfigureAwait(false);
        if (away > TimeSpan.Zero)
        {
            var most = away < options.LongestPause ? away : options.LongestPause;
            await Task.Delay(most * share, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Whether the failure says only that nobody could answer now. A failure with a cause of its own came about on this
    /// side: the connection broke, or there was none.
    /// </summary>
    private static bool MayPass(RpcException exception) =>
        exception.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled
        || exception.Status.DebugException is not null;
}
