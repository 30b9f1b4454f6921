using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Protos.MiniFaas2020.NodeService;
using Wire = OrleansScaler.Protos.MiniFaas2020.NodeService.NodeService;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>Calls functions at the nodes' services, one connection for each node.</summary>
internal sealed class NodeInvoker : IDisposable
{
    private readonly ConcurrentDictionary<NodeEndpoint, Lazy<GrpcChannel>> _channels = [];

    /// <summary>Runs a call to its end.</summary>
    public async Task<NodeReport> InvokeAsync(NodeEndpoint node, InvokeFunctionRequest request)
    {
        var client = new Wire.NodeServiceClient(_channels.GetOrAdd(node, Connect).Value);
        using var run = client.InvokeFunction(request);
        try
        {
            return await ReadAsync(run.ResponseStream).ConfigureAwait(false);
        }
        catch (RpcException exception)
        {
            return NodeReport.Failed(exception.StatusCode.ToString(), exception.Status.Detail);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var channel in _channels.Values)
        {
            channel.Value.Dispose();
        }
    }

    private static async Task<NodeReport> ReadAsync(IAsyncStreamReader<InvokeFunctionReply> stream)
    {
        var (report, body, isWhole) = (new NodeReport(), ByteString.Empty, false);
        while (await stream.MoveNext(CancellationToken.None).ConfigureAwait(false))
        {
            var part = stream.Current;
            body = part.Body.IsEmpty ? body : ByteString.CopyFrom([.. body.Span, .. part.Body.Span]);
            if (part.Header is { } header)
            {
                report = report with { MaximumMemoryBytes = header.MaxMemUsageInBytes };
            }

            if (part.Footer is { } footer)
            {
                isWhole = true;
                report = report with
                {
                    DurationNanos = footer.DurationInNanos,
                    Error = footer.Error.Length > 0 ? footer.Error : null,
                    Message = footer.InvokeException,
                };
            }
        }

        return isWhole ? report with { Body = body } : NodeReport.Failed("Incomplete", "the answer has no footer");
    }

    private static Lazy<GrpcChannel> Connect(NodeEndpoint node) =>
        new(() => LiveChannel.To(new(node.Address, node.Port)));
}
