using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansScaler.Gateway.Health;

namespace OrleansScaler.Gateway.Hosting;

/// <summary>
/// The order in which a server ends. The host carries it out, the same with a silo beside the gateway or without:
/// <code>
/// signal          readiness turns false; everything is served as before
/// notice over     the web server closes its listeners and waits for the calls in hand (it stops first, being the last
///                 that started)
/// calls' time over  callers that still wait are sent away, so that the web server has nothing to wait for
/// then            the silo, or the client of a cluster, stops: no call needs it any more
/// </code>
/// </summary>
internal sealed partial class GatewayDrain : IHostedLifecycleService, IDisposable
{
    private readonly DrainTimes _times;
    private readonly Readiness _readiness;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _over = new();
    private ITimer? _callsOver;

    /// <summary>One for the process.</summary>
    /// <param name="times">How long each part takes.</param>
    /// <param name="readiness">Turns false first.</param>
    /// <param name="time">Tells when a part is over.</param>
    /// <param name="logger">Tells of each part.</param>
    public GatewayDrain(DrainTimes times, Readiness readiness, TimeProvider time, ILogger<GatewayDrain> logger)
    {
        _times = times;
        _readiness = readiness;
        _time = time;
        _logger = logger;
        Over = _over.Token;
    }

    /// <summary>Ends when callers that still wait are sent away.</summary>
    public CancellationToken Over { get; }

    /// <summary>The host waits for this before it stops anything.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _readiness.End();
        LogDraining(_times.Notice, _times.Calls);
        if (_times.Notice > TimeSpan.Zero)
        {
            // Cut short when the host's own time is over: then there is no time for calls either.
            await Task.Delay(_times.Notice, _time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _callsOver = _time.CreateTimer(
            static over => ((CancellationTokenSource)over!).Cancel(), _over, _times.Calls, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        _callsOver?.Dispose();
        _over.Dispose();
    }
}
