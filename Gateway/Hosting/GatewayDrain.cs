using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansScaler.Gateway.Health;

namespace OrleansScaler.Gateway.Hosting;

/// <summary>
/// The order in which a server ends. The host carries it out, the same with a silo beside the gateway or without:
/// <code>
/// signal          readiness turns false; everything is served as before
/// notice over     the web server closes its listeners and waits for the calls in hand
/// calls' time over  callers that still wait are sent away, so that the web server has nothing to wait for
/// 1 s later       whoever is still being sent away hears so now; what he may have is given back behind his back
/// 1 s later       connections that are still open are cut
/// then            the silo, or the client of a cluster, stops: no call needs it any more
/// </code>
/// The web server is stopped from here, before the host would do it: the host gives all of its time to the first that
/// it stops, and a silo that is left none hands nothing over.
/// </summary>
internal sealed partial class GatewayDrain : IHostedLifecycleService, IDisposable
{
    private readonly DrainTimes _times;
    private readonly Readiness _readiness;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IServer? _server;
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenSource _cut = new();
    private ITimer? _callsOver;
    private ITimer? _wordsOver;

    /// <summary>One for the process.</summary>
    /// <param name="times">How long each part takes.</param>
    /// <param name="readiness">Turns false first.</param>
    /// <param name="time">Tells when a part is over.</param>
    /// <param name="logger">Tells of each part.</param>
    /// <param name="server">The web server; none where a test has none.</param>
    public GatewayDrain(
        DrainTimes times,
        Readiness readiness,
        TimeProvider time,
        ILogger<GatewayDrain> logger,
        IServer? server = null)
    {
        _times = times;
        _readiness = readiness;
        _time = time;
        _logger = logger;
        _server = server;
        Over = _over.Token;
        Cut = _cut.Token;
    }

    /// <summary>Ends when callers that still wait are sent away.</summary>
    public CancellationToken Over { get; }

    /// <summary>Ends when they hear so at the latest, whoever else has not answered by then.</summary>
    public CancellationToken Cut { get; }

    /// <summary>The host waits for this before it stops anything else.</summary>
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

        _callsOver = CancelAfter(_over, _times.Calls);
        _wordsOver = CancelAfter(_cut, _times.Calls + _times.LastWords);
        if (_server is not null)
        {
            await StopAsync(_server, cancellationToken).ConfigureAwait(false);
        }
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
        _wordsOver?.Dispose();
        _over.Dispose();
        _cut.Dispose();
    }

    private ITimer CancelAfter(CancellationTokenSource source, TimeSpan time) => _time.CreateTimer(
        static source => ((CancellationTokenSource)source!).Cancel(), source, time, Timeout.InfiniteTimeSpan);

    private async Task StopAsync(IServer server, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(_times.Calls + (2 * _times.LastWords), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        await server.StopAsync(either.Token).ConfigureAwait(false);
    }
}
