using OrleansScaler.Grains.Ledgers;

namespace OrleansScaler.Grains.Recovery;

/// <summary>
/// One pace for all walks of a silo, so that what callers ask for has its turn beside them: so many functions a second,
/// and so many at a time.
/// </summary>
public sealed class WalkPace : IDisposable
{
    /// <summary>
    /// Enough for the pace where an activation takes 16 ms (32 / 16 ms = 2,000 a second), and no flood for a store that
    /// takes longer.
    /// </summary>
    internal const int MaximumAtOnce = 32;

    private readonly SemaphoreSlim _places = new(MaximumAtOnce);
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _apart;
    private readonly long _start;
    private TimeSpan _next;

    /// <summary>Made once per silo.</summary>
    /// <param name="options">How many a second.</param>
    /// <param name="time">The clock.</param>
    public WalkPace(LedgerOptions options, TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        _apart = TimeSpan.FromSeconds(1) / options.RecoverPerSecond;
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    /// <summary>Waits until one more may be asked. <see cref="Leave"/> has to follow.</summary>
    internal async Task EnterAsync(CancellationToken stop)
    {
        await _places.WaitAsync(stop);
        try
        {
            var wait = TakeTurn();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, _time, stop);
            }
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    /// <summary>One that was asked has answered.</summary>
    internal void Leave() => _places.Release();

    private TimeSpan TakeTurn()
    {
        lock (_gate)
        {
            var now = _time.GetElapsedTime(_start);
            var turn = _next > now ? _next : now;
            _next = turn + _apart;
            return turn - now;
        }
    }
}
