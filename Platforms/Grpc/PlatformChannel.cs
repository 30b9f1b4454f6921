using Grpc.Core;
using Grpc.Net.Client;

namespace OrleansScaler.Platforms.Grpc;

/// <summary>The one channel to a platform's endpoint, shared by every function.</summary>
public sealed class PlatformChannel : IDisposable
{
    private readonly GrpcChannel _channel;

    /// <summary>Opens nothing yet; the first call connects.</summary>
    /// <param name="options">Where the platform listens.</param>
    public PlatformChannel(PlatformOptions options)
    {
        // One connection carries a hundred streams at most servers; a burst of creates needs more.
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            ConnectTimeout = options.CreateTimeout,
        };
        _channel = GrpcChannel.ForAddress(
            options.Endpoint,
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
