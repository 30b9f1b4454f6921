using System.Net;
using System.Net.Sockets;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.EndToEnd.Tests.Processes;

/// <summary>
/// Loopback ports for processes that are still to start. From below the range that the system hands out by itself: a
/// port of that one may be anybody's outgoing connection by the time it is needed.
/// </summary>
internal static class FreePorts
{
    private const int First = 20_000;
    private const int Count = 8_000;

    private static int s_next = Environment.ProcessId * 41;

    public static HostPort Take()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + ((Interlocked.Increment(ref s_next) & int.MaxValue) % Count);
            if (IsFree(port))
            {
                return new HostPort("127.0.0.1", port);
            }
        }

        throw new InvalidOperationException($"No port from {First} to {First + Count - 1} is free.");
    }

    public static bool IsFree(int port)
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
