using System.Net;
using System.Net.Sockets;
using OrleansScaler.Gateway;

namespace OrleansScaler.Silo.Configuration;

/// <summary>Finds listening addresses that cannot be had, before anything is started.</summary>
internal static class PortChecks
{
    /// <summary>One sentence for each address that is taken or not ours.</summary>
    public static IEnumerable<string> FindTaken(GatewayOptions options, ClusterSettings cluster)
    {
        List<(string Name, string Address)> listeners =
        [
            ("Gateway:ScalerAddress", options.ScalerAddress),
            ("Gateway:SchedulerAddress", options.SchedulerAddress),
            ("Gateway:AdminAddress", options.AdminAddress),
            ("Gateway:HttpAddress", options.HttpAddress),
        ];
        if (cluster.IsOn && !cluster.IsGateway && cluster.FindAddress() is { } advertised)
        {
            var address = cluster.ListenOnAnyAddress ? IPAddress.Any : advertised;
            listeners.Add(("Cluster:SiloPort", new IPEndPoint(address, cluster.SiloPort).ToString()));
            listeners.Add(("Cluster:GatewayPort", new IPEndPoint(address, cluster.GatewayPort).ToString()));
        }

        foreach (var (name, address) in listeners)
        {
            if (IPEndPoint.TryParse(address, out var endpoint) && Try(endpoint) is { } error)
            {
                yield return $"{name} is '{address}'; nothing can listen there: {error}.";
            }
        }
    }

    /// <summary>A loopback port that nobody listens on now.</summary>
    public static int FindFree()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    private static string? Try(IPEndPoint endpoint)
    {
        using var probe = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // As the server itself does: a port in its last minute of closed connections is free.
            probe.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            probe.Bind(endpoint);
            probe.Listen();
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressAlreadyInUse ? "the port is taken" : e.Message;
        }
    }
}
