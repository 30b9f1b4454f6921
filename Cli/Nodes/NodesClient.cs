using Grpc.Core;
using Grpc.Net.Client;
using OrleansScaler.Protos.Admin;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Nodes;

/// <summary>Asks a server for its nodes.</summary>
internal sealed class NodesClient : IDisposable
{
    /// <summary>A server waits 2 s for a silent shard; twice that and a little is for the way.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly HostPort _address;
    private readonly GrpcChannel _channel;
    private readonly Admin.AdminClient _client;

    public NodesClient(HostPort address)
    {
        _address = address;
        _channel = GrpcChannel.ForAddress(address.Uri, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { UseProxy = false },
            DisposeHttpClient = true,
        });
        _client = new Admin.AdminClient(_channel);
    }

    /// <summary>All nodes and the last placements.</summary>
    /// <exception cref="AdminException">The server does not tell; the message says why.</exception>
    public Task<NodesReport> AskAsync(int placements, CancellationToken cancellationToken) =>
        ExplainAsync(async () =>
        {
            var options = Options(cancellationToken);
            using var call = _client.ListNodes(new ListNodesRequest(), options);
            var replies = new List<ListNodesReply>();
            while (await call.ResponseStream.MoveNext(cancellationToken))
            {
                replies.Add(call.ResponseStream.Current);
            }

            var decided = placements == 0
                ? null
                : await _client.GetPlacementsAsync(new GetPlacementsRequest { Limit = placements }, options);
            return NodesReport.Of(_address, replies, decided);
        });

    /// <summary>Empties a node, or puts it back.</summary>
    /// <exception cref="AdminException">There is no such node, or the server does not say.</exception>
    public Task<DrainNodeReply> DrainAsync(string nodeId, bool drain, CancellationToken cancellationToken) =>
        ExplainAsync(async () => await _client.DrainNodeAsync(
            new DrainNodeRequest { NodeId = nodeId, Drain = drain }, Options(cancellationToken)));

    public void Dispose() => _channel.Dispose();

    private static CallOptions Options(CancellationToken cancellationToken) =>
        new(deadline: DateTime.UtcNow + s_patience, cancellationToken: cancellationToken);

    private async Task<T> ExplainAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException exception) when (exception.StatusCode != StatusCode.Cancelled)
        {
            throw AdminException.Of(_address, exception);
        }
    }
}
