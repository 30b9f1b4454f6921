using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>Options of a channel.</summary>
public sealed class GrpcChannelOptions
{
    internal const int DefaultMaxReceiveMessageSize = 4 * 1024 * 1024;

    public ChannelCredentials? Credentials { get; set; }

    /// <summary>Bytes of one message; null: unlimited, which is the default.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Bytes of one message, 4 MB by default; null: unlimited.</summary>
    public int? MaxReceiveMessageSize { get; set; } = DefaultMaxReceiveMessageSize;

    public HttpMessageHandler? HttpHandler { get; set; }

    public HttpClient? HttpClient { get; set; }

    /// <summary>Whether a handler or client given above is disposed with the channel.</summary>
    public bool DisposeHttpClient { get; set; }

    /// <summary>Whether a cancelled call throws OperationCanceledException and not RpcException.</summary>
    public bool ThrowOperationCanceledOnCancellation { get; set; }

    /// <summary>
    /// Pause after the first failed connection, 1 s by default. The stand-in connects for each call and pauses never.
    /// </summary>
    public TimeSpan InitialReconnectBackoff { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause, 120 s by default; null: as long as it gets.</summary>
    public TimeSpan? MaxReconnectBackoff { get; set; } = TimeSpan.FromSeconds(120);
}
