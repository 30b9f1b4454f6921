using System.Net;
using System.Net.Sockets;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Processes;

/// <summary>Where a server of ours listens.</summary>
/// <param name="Scaler">The 2023 protocol.</param>
/// <param name="Scheduler">The 2020 protocol.</param>
/// <param name="Admin">What it tells of its nodes.</param>
/// <param name="Http">Its health.</param>
internal sealed record SiloPorts(HostPort Scaler, HostPort Scheduler, HostPort Admin, HostPort Http)
{
    private const string Loopback = "127.0.0.1";

    /// <summary>The ports of <c>serve</c>.</summary>
    public static readonly SiloPorts Usual = new(
        new(Loopback, 9001), new(Loopback, 10_600), new(Loopback, 9002), new(Loopback, 8080));

    private HostPort[] All => [Scaler, Admin, Scheduler, Http];

    /// <summary>Four free ports.</summary>
    public static SiloPorts FindFree()
    {
        var free = FreePorts.Find(4);
        return new SiloPorts(free[0], free[1], free[2], free[3]);
    }

    /// <summary>The server's settings for them, as its environment spells them.</summary>
    public Dictionary<string, string> ToSettings() => new()
    {
        ["Gateway__ScalerAddress"] = $"{Scaler}",
        ["Gateway__SchedulerAddress"] = $"{Scheduler}",
        ["Gateway__AdminAddress"] = $"{Admin}",
        ["Gateway__HttpAddress"] = $"{Http}",
    };

    /// <summary>
    /// A server that somebody else runs would answer for ours, and the figures would be its figures.
    /// </summary>
    /// <exception cref="StartException">A port is taken.</exception>
    public void Check()
    {
        var taken = All.Where(address => IsTaken(address.Port)).Select(address => address.Port).ToList();
        if (taken.Count > 0)
        {
            throw new StartException(
                $"port {string.Join(" and ", taken)} taken by another process: a server of our own is to start "
                + "there, stop the other one first");
        }
    }

    private static bool IsTaken(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
