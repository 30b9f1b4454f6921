using System.Diagnostics;
using System.Net.Sockets;

namespace OrleansScaler.Simulation.Hosting;

/// <summary>Waits for servers that somebody else starts.</summary>
internal static class Reachable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until a server accepts connections.</summary>
    /// <param name="server">Where.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="what">What it is, in one word.</param>
    /// <param name="advice">What the user can do when it is not there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StartException">Nothing accepted within the time.</exception>
    public static async Task WaitAsync(
        HostPort server, TimeSpan patience, string what, string advice, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await AcceptsAsync(server, cancellationToken).ConfigureAwait(false))
        {
            if (Stopwatch.GetElapsedTime(started) >= patience)
            {
                throw new StartException(
                    $"no {what} accepts connections on {server} (waited {patience.TotalSeconds:0.#} s); {advice}");
            }

            await Task.Delay(s_pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> AcceptsAsync(HostPort server, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
