using Grpc.Core;
using Grpc.Net.Client;
using OrleansScaler.Platforms.Grpc;

namespace OrleansScaler.Platforms.Nodes.Grpc;

/// <summary>The one channel to a node's service or to the resource manager.</summary>
public sealed class NodeChannel : IDisposable
{
    private readonly GrpcChannel _channel;

    /// <summary>Opens nothing yet; the first call connects.</summary>
    /// <param name="endpoint">Where the other side listens.</param>
    /// <param name="options">How patiently it is called.</param>
    public NodeChannel(NodeEndpoint endpoint, NodeCallOptions options)
    {
        // One connection carries a hundred streams at most servers; a burst of creates may need more.
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,

            // Only creates are slow; a connection that takes longer than a reservation does not come.
            ConnectTimeout = options.ReserveTimeout,
        };
        _channel = GrpcChannel.ForAddress(
            new UriBuilder(Uri.UriSchemeHttp, endpoint.Address, endpoint.Port).Uri,
            new GrpcChannelOptions
            {
                HttpHandler = handler,
                DisposeHttpClient = true,
                InitialReconnectBackoff = Reconnect.First,
                MaxReconnectBackoff = Reconnect.Longest,
            });
        Calls = _channel.CreateCallInvoker();
    }

    /// <summary>Sends calls over the channel.</summary>
    public CallInvoker Calls { get; }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();
}
