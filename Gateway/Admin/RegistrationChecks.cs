using System.Net;
using System.Text;
using OrleansScaler.Protos.Admin;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Gateway.Admin;

/// <summary>Refuses registrations that no shard should see, naming the field, the value and the bound.</summary>
internal static class RegistrationChecks
{
    private const int MaximumIdBytes = 512;

    /// <summary>RFC 1035's longest name.</summary>
    private const int MaximumAddressBytes = 255;

    /// <summary>With the longest keys a message of 50 KB, which is let through.</summary>
    private const int MaximumImages = 100;

    public static void Check(RegisterRequest request)
    {
        CheckText("node_id", request.NodeId, MaximumIdBytes);
        CheckText("address", request.Address, MaximumAddressBytes);
        if (Uri.CheckHostName(request.Address) == UriHostNameType.Unknown)
        {
            throw AdminErrors.Invalid(
                $"address is '{request.Address}'; it must be a host name or an IP address, without a port.");
        }

        if (request.Port is < 1 or > IPEndPoint.MaxPort)
        {
            throw AdminErrors.Invalid($"port is {request.Port}; it must be from 1 to {IPEndPoint.MaxPort}.");
        }

        CheckSize(request);
        if (request.Images.Count > MaximumImages)
        {
            throw AdminErrors.Invalid(
                $"images has {request.Images.Count} entries; it must have at most {MaximumImages}.");
        }

        foreach (var image in request.Images)
        {
            CheckText("images", image, FunctionKey.MaximumBytes);
        }
    }

    private static void CheckSize(RegisterRequest request)
    {
        var capacity = new Resources(request.MemoryMegabytes, request.CpuMillicores);
        var agent = new Resources(request.AgentMemoryMegabytes, request.AgentCpuMillicores);
        if (!capacity.IsSensible || capacity.MemoryMegabytes == 0 || capacity.CpuMillicores == 0)
        {
            throw AdminErrors.Invalid(
                $"memory_megabytes and cpu_millicores are {capacity}; both must be above 0 and at most 2^30.");
        }

        if (!agent.IsSensible || !agent.FitsIn(capacity))
        {
            throw AdminErrors.Invalid(
                $"agent_memory_megabytes and agent_cpu_millicores are {agent}; "
                + $"they must be from 0 to what the node has, {capacity}.");
        }
    }

    private static void CheckText(string field, string value, int maximumBytes)
    {
        if (value.Length == 0)
        {
            throw AdminErrors.Invalid($"{field} is empty; it must have from 1 to {maximumBytes} bytes.");
        }

        if (Encoding.UTF8.GetByteCount(value) is var bytes && bytes > maximumBytes)
        {
            throw AdminErrors.Invalid($"{field} has {bytes} bytes; it must have at most {maximumBytes}.");
        }
    }
}
