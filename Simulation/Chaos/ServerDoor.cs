using System.Diagnostics;
using System.Net.Sockets;
using Grpc.Core;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Simulation.Chaos;

/// <summary>
/// While the server takes no connections, one look at a time finds out when it does again, for all requests of the
/// process. Each of a thousand that tried for itself would take from the server what it needs to start.
/// </summary>
/// <param name="server">Where it listens.</param>
/// <param name="pause">Between two looks.</param>
internal sealed class ServerDoor(HostPort server, TimeSpan pause)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _shut;
    private long _shutAt;

    /// <summary>Whether a failure says that there was no connection to be had, so that nothing was sent.</summary>
    public static bool IsShutTo(RpcException failure) => failure.Status.DebugException
        is SocketException or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };

    /// <summary>Looks for the server until it is there; nothing when somebody is looking already.</summary>
    /// <param name="cancellationToken">Ends the looking: whoever waits goes on.</param>
    public void Shut(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_shut is not null)
            {
                return;
            }

            _shut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _shutAt = Stopwatch.GetTimestamp();
        }

        _ = LookAsync(cancellationToken);
    }

    /// <summary>Waits until the server takes connections again.</summary>
    /// <param name="patience">Longest wait.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How long it had taken none; zero when nothing was known against it or it still takes none.</returns>
    public async Task<TimeSpan> PassAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        Task shut;
        long since;
        lock (_lock)
        {
            if (_shut is null)
            {
                return TimeSpan.Zero;
            }

            shut = _shut.Task;
            since = _shutAt;
        }

        try
        {
            await shut.WaitAsync(patience, cancellationToken).ConfigureAwait(false);
            return Stopwatch.GetElapsedTime(since);
        }
        catch (TimeoutException)
        {
            return TimeSpan.Zero;
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested
            && !await IsThereAsync(cancellationToken).ConfigureAwait(false))
        {
            await Task.Delay(pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        TaskCompletionSource open;
        lock (_lock)
        {
            open = _shut!;
            _shut = null;
        }

        open.SetResult();
    }

    private async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
