using System.Net;
using System.Net.Sockets;

namespace OrleansScaler.Conformance.Tests.Orleans.Hosting;

internal static class FreePorts
{
    /// <summary>Two ports that nobody listened on a moment ago.</summary>
    internal static (int First, int Second) Two()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (PortOf(first), PortOf(second));
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
