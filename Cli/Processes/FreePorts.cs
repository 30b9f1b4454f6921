using System.Net;
using System.Net.Sockets;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Processes;

/// <summary>
/// Loopback ports for processes that are still to start, and to start again. From below the range that the system hands
/// out by itself: a port of that one may be anybody's outgoing connection by the time it is needed.
/// </summary>
internal static class FreePorts
{
    private const int First = 28_000;
    private const int Count = 4_000;

    /// <summary>Several ports that nobody listens on now.</summary>
    /// <exception cref="StartException">There are not so many.</exception>
    public static IReadOnlyList<HostPort> Find(int count)
    {
        // Two runs at a time begin to look in different places.
        var start = Environment.ProcessId * 41 % Count;
        var free = Enumerable.Range(0, Count)
            .Select(step => First + ((start + step) % Count))
            .Where(IsFree)
            .Take(count)
            .Select(port => new HostPort("127.0.0.1", port))
            .ToList();
        return free.Count == count
            ? free
            : throw new StartException($"of the ports {First} to {First + Count - 1} fewer than {count} are free");
    }

    private static bool IsFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
