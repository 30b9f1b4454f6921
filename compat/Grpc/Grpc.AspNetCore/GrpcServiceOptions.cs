namespace Grpc.AspNetCore.Server;

/// <summary>Options of every service.</summary>
public class GrpcServiceOptions
{
    internal const int DefaultMaxReceiveMessageSize = 4 * 1024 * 1024;

    /// <summary>Bytes of one message; null: unlimited, which is the default.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Bytes of one message, 4 MB by default; null: unlimited.</summary>
    public int? MaxReceiveMessageSize { get; set; } = DefaultMaxReceiveMessageSize;

    /// <summary>Whether callers see the text of exceptions that are no RpcException.</summary>
    public bool? EnableDetailedErrors { get; set; }

    /// <summary>Whether calls of unknown services are left to other middleware.</summary>
    public bool? IgnoreUnknownServices { get; set; }
}
