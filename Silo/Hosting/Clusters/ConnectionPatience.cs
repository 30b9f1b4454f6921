using Orleans;

namespace OrleansScaler.Silo.Hosting.Clusters;

/// <summary>
/// Tries to reach the cluster for as long as the process runs: silos and their list may start after the gateway, and a
/// process that gave up would only be started again.
/// </summary>
/// <param name="time">Waits.</param>
/// <param name="logger">Tells why there is no connection, once for each new reason.</param>
internal sealed partial class ConnectionPatience(TimeProvider time, ILogger<ConnectionPatience> logger)
    : IClientConnectionRetryFilter
{
    /// <summary>Short enough to be ready within a second of the silos, long enough to cost them nothing.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    private string _told = "";

    /// <inheritdoc/>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        var reason = exception.GetBaseException().Message;
        if (reason != _told)
        {
            _told = reason;
            LogUnreached(reason);
        }

        await Task.Delay(s_pause, time, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
