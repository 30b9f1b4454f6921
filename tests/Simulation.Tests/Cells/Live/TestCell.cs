using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using OrleansScaler.Protos.MiniFaas2020.NodeService;
using OrleansScaler.Protos.MiniFaas2020.ResourceManager;
using OrleansScaler.Simulation.Cells.Live;
using OrleansScaler.Simulation.Cells.Workloads;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Simulation.Tests.Cells.Live;

/// <summary>A cell behind real gRPC whose clock moves only when told.</summary>
internal sealed class TestCell : IAsyncDisposable
{
    private readonly List<GrpcChannel> _channels = [];

    private TestCell(CellWorkload workload) => Run = new LiveCellRun(
        workload,
        new LiveCellOptions { Listen = new HostPort("127.0.0.1", 0), Api = new HostPort("127.0.0.1", 0) },
        Time);

    public FakeTimeProvider Time { get; } = new();

    public LiveCellRun Run { get; }

    public ResourceManager.ResourceManagerClient Manager { get; private set; } = null!;

    public static async Task<TestCell> StartAsync(CellWorkload? workload = null)
    {
        var cell = new TestCell(workload ?? TestWorkload.Of(calls: 4));
        var (manager, _) = await cell.Run.StartAsync();
        cell.Manager = new ResourceManager.ResourceManagerClient(cell.Connect(manager));
        return cell;
    }

    /// <summary>Borrows a node: its answer takes up to 8 ms.</summary>
    public async Task<NodeDesc> ReserveAsync() => (await AnswerAsync(
        Manager.ReserveNodeAsync(new ReserveNodeRequest()), TimeSpan.FromMilliseconds(8))).Node;

    public NodeService.NodeServiceClient NodeAt(NodeDesc node) =>
        new(Connect(new HostPort(node.Address, (int)node.NodeServicePort)));

    /// <summary>Makes a container, alone on its node: 0.5 s.</summary>
    public async Task<string> CreateAsync(
        NodeService.NodeServiceClient node, string function, double megabytes = 256, long timeoutMs = 60_000) =>
        (await AnswerAsync(
            node.CreateContainerAsync(Order(function, megabytes, timeoutMs)), TimeSpan.FromMilliseconds(500)))
        .ContainerId;

    /// <summary>Runs a call of the workload to its end.</summary>
    public async Task<IReadOnlyList<InvokeFunctionReply>> InvokeAsync(
        NodeService.NodeServiceClient node, string container, int call, TimeSpan run)
    {
        using var stream = node.InvokeFunction(new InvokeFunctionRequest
        {
            ContainerId = container, Event = ByteString.CopyFromUtf8($"{call}"),
        });
        await UnderWayAsync(run);
        Time.Advance(run);
        var replies = new List<InvokeFunctionReply>();
        while (await stream.ResponseStream.MoveNext(default).EndsAsync())
        {
            replies.Add(stream.ResponseStream.Current);
        }

        return replies;
    }

    /// <summary>Waits until the request is with the cell, then lets exactly as much time go by.</summary>
    public async Task<T> AnswerAsync<T>(AsyncUnaryCall<T> call, TimeSpan time)
    {
        await UnderWayAsync(time);
        Time.Advance(time);
        return await call.ResponseAsync.EndsAsync();
    }

    /// <summary>Waits until the cell waits for something due by then; what takes no time is not waited for.</summary>
    public Task UnderWayAsync(TimeSpan within) => within == TimeSpan.Zero
        ? Task.CompletedTask
        : Eventually.HoldsAsync(() => Time.NextDueTime <= Time.GetUtcNow() + within);

    public static CreateContainerRequest Order(string function, double megabytes, long timeoutMs = 60_000) => new()
    {
        FunctionMeta = new FunctionMeta
        {
            FunctionName = function, MemoryInBytes = (long)(megabytes * (1 << 20)), TimeoutInMs = timeoutMs,
        },
    };

    public async ValueTask DisposeAsync()
    {
        _channels.ForEach(channel => channel.Dispose());
        await Run.DisposeAsync();
    }

    private GrpcChannel Connect(HostPort server)
    {
        var channel = GrpcChannel.ForAddress(server.Uri);
        _channels.Add(channel);
        return channel;
    }
}
