using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;
using OrleansScaler.Protos.MiniFaas2020.NodeService;
using OrleansScaler.Protos.MiniFaas2020.ResourceManager;
using OrleansScaler.Protos.MiniFaas2020.Scheduler;

namespace OrleansScaler.Testing.Schedulers;

/// <summary>
/// A scheduler of the 2020 protocol that knows nothing of ours: the last idle container of the function, else a new one
/// on the first node with room by limits, else on a new node, for which it waits. One call per container; nothing is
/// given back but containers whose call went wrong.
/// </summary>
public sealed class FirstFitScheduler(Uri manager) : Scheduler.SchedulerBase, IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly GrpcChannel _manager = GrpcChannel.ForAddress(manager);
    private readonly ConcurrentDictionary<string, ConcurrentStack<Container>> _idle = [];
    private readonly ConcurrentDictionary<string, Container> _lent = [];
    private readonly List<Node> _nodes = [];
    private readonly SemaphoreSlim _placing = new(1);
    private int _requests;

    /// <summary>Requests so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public override async Task<AcquireContainerReply> AcquireContainer(
        AcquireContainerRequest request, ServerCallContext context)
    {
        Interlocked.Increment(ref _requests);
        if (!IdleOf(request.FunctionName).TryPop(out var container))
        {
            container = await StartAsync(request, context.CancellationToken);
        }

        _lent[request.RequestId] = container;
        return new AcquireContainerReply
        {
            NodeId = container.Node.Desc.Id,
            NodeAddress = container.Node.Desc.Address,
            NodeServicePort = container.Node.Desc.NodeServicePort,
            ContainerId = container.Id,
        };
    }

    public override async Task<ReturnContainerReply> ReturnContainer(
        ReturnContainerRequest request, ServerCallContext context)
    {
        if (_lent.TryRemove(request.RequestId, out var container))
        {
            if (request.ErrorCode.Length == 0)
            {
                IdleOf(container.Function).Push(container);
            }
            else
            {
                await container.Node.Service.RemoveContainerAsync(
                    new RemoveContainerRequest { RequestId = request.RequestId, ContainerId = container.Id });
            }
        }

        return new ReturnContainerReply();
    }

    public void Dispose()
    {
        _manager.Dispose();
        _nodes.ForEach(node => node.Channel.Dispose());
        _placing.Dispose();
    }

    private async Task<Container> StartAsync(
        AcquireContainerRequest request, CancellationToken cancellationToken)
    {
        var node = await PlaceAsync(request, cancellationToken);
        var created = await node.Service.CreateContainerAsync(new CreateContainerRequest
        {
            RequestId = request.RequestId,
            Name = request.RequestId,
            FunctionMeta = new FunctionMeta
            {
                FunctionName = request.FunctionName,
                Handler = request.FunctionConfig.Handler,
                TimeoutInMs = request.FunctionConfig.TimeoutInMs,
                MemoryInBytes = request.FunctionConfig.MemoryInBytes,
            },
        }, cancellationToken: CancellationToken.None);
        return new Container(node, created.ContainerId, request.FunctionName);
    }

    private async Task<Node> PlaceAsync(AcquireContainerRequest request, CancellationToken cancellationToken)
    {
        var bytes = request.FunctionConfig.MemoryInBytes;
        await _placing.WaitAsync(cancellationToken);
        try
        {
            var node = _nodes.Find(node => node.FreeBytes >= bytes);
            if (node is null)
            {
                node = new Node(await ReserveAsync(request, cancellationToken));
                _nodes.Add(node);
            }

            node.FreeBytes -= bytes;
            return node;
        }
        finally
        {
            _placing.Release();
        }
    }

    private async Task<NodeDesc> ReserveAsync(AcquireContainerRequest request, CancellationToken cancellationToken)
    {
        var order = new ReserveNodeRequest { RequestId = request.RequestId, AccountId = request.AccountId };
        while (true)
        {
            try
            {
                return (await new ResourceManager.ResourceManagerClient(_manager).ReserveNodeAsync(
                    order, cancellationToken: cancellationToken)).Node;
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.ResourceExhausted)
            {
                await Task.Delay(s_pause, cancellationToken);
            }
        }
    }

    private ConcurrentStack<Container> IdleOf(string function) =>
        _idle.GetOrAdd(function, _ => new ConcurrentStack<Container>());

    private sealed record Container(Node Node, string Id, string Function);

    private sealed class Node
    {
        public Node(NodeDesc desc)
        {
            Desc = desc;
            FreeBytes = desc.MemoryInBytes;
            Channel = GrpcChannel.ForAddress(new Uri($"http://{desc.Address}:{desc.NodeServicePort}"));
            Service = new NodeService.NodeServiceClient(Channel);
        }

        public NodeDesc Desc { get; }

        public GrpcChannel Channel { get; }

        public NodeService.NodeServiceClient Service { get; }

        public long FreeBytes { get; set; }
    }
}
