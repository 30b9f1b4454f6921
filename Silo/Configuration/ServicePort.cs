using System.Globalization;
using System.Net;
using OrleansScaler.Gateway;

namespace OrleansScaler.Silo.Configuration;

/// <summary>
/// The environment variable by which the 2020 system tells its scheduler where to listen, so that ours can take the
/// place of another without a change. It has the last word on the port; the address stays as configured.
/// </summary>
internal static class ServicePort
{
    /// <summary>Its name.</summary>
    public const string Name = "SERVICE_PORT";

    private const int MaximumPort = 65_535;

    /// <summary>Moves the 2020 protocol to the port given, if one is.</summary>
    /// <returns>What is wrong with the value; null when nothing is.</returns>
    public static string? Apply(string? value, GatewayOptions options)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        if (!isNumber || port is < 1 or > MaximumPort)
        {
            return $"{Name} is '{value}'; it must be a port from 1 to {MaximumPort}.";
        }

        if (IPEndPoint.TryParse(options.SchedulerAddress, out var endpoint))
        {
            options.SchedulerAddress = new IPEndPoint(endpoint.Address, port).ToString();
        }

        return null;
    }
}
