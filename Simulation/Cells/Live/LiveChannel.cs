using Grpc.Net.Client;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>A connection that opens another when the server's stream limit is reached.</summary>
internal static class LiveChannel
{
    public static GrpcChannel To(HostPort server) => GrpcChannel.ForAddress(server.Uri, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            UseProxy = false,
        },
        DisposeHttpClient = true,
    });
}
