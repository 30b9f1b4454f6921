using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansScaler.Gateway.Lag;

/// <summary>
/// Keeps one piece of work in the thread pool's queue and looks ten times a second whether it has run. The looking is
/// done by a thread of its own: a pool that is behind must not hold up the finding out.
/// </summary>
internal sealed partial class LagProbe : IHostedService, IThreadPoolWorkItem, IDisposable
{
    /// <summary>A tenth of the bound that is usual, and next to nothing to pay.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    private readonly LagGate _gate;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ManualResetEventSlim _stop = new(initialState: false);
    private volatile bool _hasRun = true;
    private Thread? _thread;

    /// <summary>One for the process.</summary>
    /// <param name="gate">Gets what is found out.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Hears when the process falls behind.</param>
    public LagProbe(LagGate gate, TimeProvider clock, ILogger<LagProbe> logger)
    {
        _gate = gate;
        _clock = clock;
        _logger = logger;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _thread = new Thread(BeatOn) { IsBackground = true, Name = "lag probe" };
        _thread.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stop.Set();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Set();
        _thread?.Join();
        _stop.Dispose();
    }

    /// <summary>The work itself.</summary>
    void IThreadPoolWorkItem.Execute() => _hasRun = true;

    private void BeatOn()
    {
        var last = _clock.GetTimestamp();
        while (!_stop.Wait(Every))
        {
            var now = _clock.GetTimestamp();
            var hasRun = _hasRun;
            if (_gate.Beat(_clock.GetElapsedTime(last, now), hasRun))
            {
                Tell();
            }

            last = now;
            if (hasRun)
            {
                _hasRun = false;

                // Behind all that waits, as a call that comes in is.
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }
    }

    private void Tell()
    {
        if (_gate.Refusal is { } refusal)
        {
            LogBehind(refusal);
        }
        else
        {
            LogInTime();
        }
    }
}
