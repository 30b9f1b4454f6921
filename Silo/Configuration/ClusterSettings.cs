using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using System.Net;
using System.Net.Sockets;

namespace OrleansScaler.Silo.Configuration;

/// <summary>
/// Whether this process is one of many, how they find each other and how fast they notice a loss. Section
/// <c>Cluster</c>.
/// </summary>
public sealed class ClusterSettings
{
    /// <summary>One process; the rest of the section has no effect.</summary>
    public const string None = "none";

    /// <summary>Members are listed in PostgreSQL.</summary>
    public const string Postgres = "postgres";

    /// <summary>Members are listed in Redis.</summary>
    public const string Redis = "redis";

    /// <summary>Keeps functions, and takes calls.</summary>
    public const string SiloRole = "silo";

    /// <summary>Takes calls for the silos, and keeps nothing.</summary>
    public const string GatewayRole = "gateway";

    /// <summary>Where members are listed: <c>none</c>, <c>postgres</c> or <c>redis</c>.</summary>
    [AllowedValues(None, Postgres, Redis)]
    public string Kind { get; set; } = None;

    /// <summary>How that list is reached, as its client writes it; it may hold a password.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Members of one cluster share it. A new name is a new, empty cluster.</summary>
    [Required, MaxLength(150)]
    public string ClusterId { get; set; } = "scaler";

    /// <summary>What ledgers are stored under: stays for as long as they are to be found.</summary>
    [Required, MaxLength(150)]
    public string ServiceId { get; set; } = "scaler";

    /// <summary><c>silo</c>, or <c>gateway</c> for a process that only takes calls.</summary>
    [AllowedValues(SiloRole, GatewayRole)]
    public string Role { get; set; } = SiloRole;

    /// <summary>This member's name in the list, for people; made up where empty.</summary>
    [MaxLength(150)]
    public string SiloName { get; set; } = "";

    /// <summary>The address or host name that other members reach this one at.</summary>
    [Required]
    public string AdvertisedAddress { get; set; } = "127.0.0.1";

    /// <summary>Whether to listen on every address of the host, not the advertised one alone.</summary>
    public bool ListenOnAnyAddress { get; set; }

    /// <summary>Where other silos reach this one.</summary>
    [Range(1, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>Where gateways reach this silo.</summary>
    [Range(1, 65_535)]
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>
    /// How often a silo asks its neighbours whether they live, and how long it waits for the answer. Of three silos one
    /// killed outright was replaced after 0.6 s; after 10.4 s at the runtime's own 5 s, 3 misses. A silent one (its
    /// host frozen) after 8.3 s in the middle and 56 s at worst, against 65 and 116 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan ProbeEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Questions without an answer before a silo suspects another.</summary>
    [Range(1, 20)]
    public int MissedProbes { get; set; } = 2;

    /// <summary>Silos that must suspect one before it counts as dead; half of them where there are fewer.</summary>
    [Range(1, 20)]
    public int DeathVotes { get; set; } = 2;

    /// <summary>How often the list is read by whoever was not told of a change.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:05:00")]
    public TimeSpan RefreshEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often a silo signs the list. A new silo takes an entry for a leftover when three signatures are missing:
    /// after a loss of all silos at once the first one starts in 15 s, not in the 90 s of the runtime's own 30 s. It
    /// costs one row written per silo.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan SignEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Longest call between members. None waits longer than a second by design; what is in flight to a silo that
    /// dies silently waits for all of this.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01.500", "00:01:00")]
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether there is a cluster at all.</summary>
    internal bool IsOn => Kind != None;

    /// <summary>Whether this process keeps no functions.</summary>
    internal bool IsGateway => Role == GatewayRole;

    /// <summary>What ranges cannot say.</summary>
    /// <returns>One sentence for each relation that does not hold.</returns>
    public IEnumerable<string> FindContradictions()
    {
        if (!IsOn)
        {
            return IsGateway
                ? [$"Cluster:Role is '{Role}' and Cluster:Kind is '{None}'; a gateway needs a cluster to call."]
                : [];
        }

        string?[] found = [FindWrongConnection(), IsGateway ? null : FindWrongAddress(), FindSharedPort()];
        return found.OfType<string>();
    }

    /// <summary>The advertised address; null where it is none or its name has none.</summary>
    internal IPAddress? FindAddress()
    {
        if (IPAddress.TryParse(AdvertisedAddress, out var address))
        {
            return address;
        }

        try
        {
            return Dns.GetHostAddresses(AdvertisedAddress, AddressFamily.InterNetwork).FirstOrDefault();
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            return null; // Said by FindContradictions, with the name.
        }
    }

    /// <summary>Never shows the text: it may hold a password.</summary>
    private string? FindWrongConnection()
    {
        if (ConnectionString.Length == 0)
        {
            return $"Cluster:ConnectionString is empty; Cluster:Kind={Kind} needs one.";
        }

        if (Kind != Postgres)
        {
            return null;
        }

        try
        {
            return new DbConnectionStringBuilder { ConnectionString = ConnectionString }.ContainsKey("Host")
                ? null
                : "Cluster:ConnectionString names no host; it must be written Host=…;Username=…;Password=…;Database=….";
        }
        catch (ArgumentException)
        {
            return "Cluster:ConnectionString cannot be read; it must be written "
                + "Host=…;Username=…;Password=…;Database=….";
        }
    }

    private string? FindWrongAddress()
    {
        var address = FindAddress();
        return address is null
            ? $"Cluster:AdvertisedAddress is '{AdvertisedAddress}'; it must be an IP address, or a name that has one."
            : address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            ? $"Cluster:AdvertisedAddress is '{AdvertisedAddress}'; nobody can be reached there. Name one address and "
                + "set Cluster:ListenOnAnyAddress."
            : null;
    }

    private string? FindSharedPort() => SiloPort == GatewayPort
        ? $"Cluster:SiloPort and Cluster:GatewayPort are both {SiloPort}; they must differ."
        : null;
}
