using System.Runtime.ExceptionServices;

namespace OrleansScaler.Simulation.Replay;

/// <summary>
/// Starts calls on the pool and knows how many have not ended. A call that throws breaks the whole run.
/// </summary>
public sealed class CallsInFlight
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private Exception? _broken;
    private int _count;

    /// <summary>Calls under way.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Starts a call on the pool, so that its first part does not hold up the sender.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Breaks off the run; a call may then end in any way.</param>
    public void Run(Func<Task> call, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);
        ThreadPool.UnsafeQueueUserWorkItem(
            static state => _ = state.Flight.WatchAsync(state.Call, state.Token),
            (Flight: this, Call: call, Token: cancellationToken),
            preferLocal: false);
    }

    /// <summary>Waits until no call is under way.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WaitForNoneAsync(CancellationToken cancellationToken)
    {
        while (Count > 0)
        {
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }

        ThrowIfBroken();
    }

    /// <summary>Throws what a call threw: a bug of ours, not of the scaler.</summary>
    public void ThrowIfBroken()
    {
        if (Volatile.Read(ref _broken) is { } broken)
        {
            ExceptionDispatchInfo.Throw(broken);
        }
    }

    private async Task WatchAsync(Func<Task> call, CancellationToken cancellationToken)
    {
        try
        {
            await call().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Kept, and thrown where the run waits; nothing is swallowed.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                Interlocked.CompareExchange(ref _broken, exception, null);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
