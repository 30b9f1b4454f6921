using System.Globalization;
using System.Net;

namespace OrleansScaler.Simulation.Hosting;

/// <summary>An address as options spell it: <c>127.0.0.1:9001</c>, <c>localhost:9001</c>, <c>[::1]:9001</c>.</summary>
/// <param name="Host">Name or number of the machine.</param>
/// <param name="Port">The port; 0 where any free one will do.</param>
public sealed record HostPort(string Host, int Port)
{
    /// <summary>The address for a client of plain-text HTTP/2.</summary>
    public Uri Uri => new($"http://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");

    /// <summary>Reads an address; a leading <c>http://</c> is passed over.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, out HostPort address)
    {
        const string Scheme = "http://";
        address = new HostPort("", 0);
        var rest = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? text[Scheme.Length..].TrimEnd('/')
            : text;
        var colon = rest.LastIndexOf(':');
        if (colon <= 0
            || !int.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port > IPEndPoint.MaxPort)
        {
            return false;
        }

        var host = rest[..colon].Trim('[', ']');
        address = new HostPort(host, port);
        return Uri.CheckHostName(host) != UriHostNameType.Unknown;
    }

    /// <summary>Where a server listens for it.</summary>
    /// <exception cref="StartException">The name is of no address of this machine's kind.</exception>
    public IPEndPoint ToListenEndPoint()
    {
        if (Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return new IPEndPoint(IPAddress.Loopback, Port);
        }

        return IPAddress.TryParse(Host, out var address)
            ? new IPEndPoint(address, Port)
            : throw new StartException($"cannot listen on '{Host}': give an IP address or localhost");
    }

    /// <inheritdoc/>
    public override string ToString() => Uri.Authority;
}
