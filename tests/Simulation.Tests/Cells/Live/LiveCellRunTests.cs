using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OrleansScaler.Protos.MiniFaas2020.NodeService;
using OrleansScaler.Protos.MiniFaas2020.ResourceManager;
using OrleansScaler.Protos.MiniFaas2020.Scheduler;
using OrleansScaler.Simulation.Cells.Live;
using OrleansScaler.Simulation.Cells.Workloads;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Testing.Polling;
using static OrleansScaler.Simulation.Tests.Cells.Live.TestWorkload;

namespace OrleansScaler.Simulation.Tests.Cells.Live;

/// <summary>Whole runs, fast, with a scheduler that does as each test says.</summary>
public sealed class LiveCellRunTests : IAsyncLifetime
{
    private const double Speed = 50;

    /// <summary>What a test ends before it ends by itself.</summary>
    private const double VeryLongMs = 2_000_000;

    private readonly ScriptedScheduler _scheduler = new();
    private readonly List<GrpcChannel> _channels = [];
    private GrpcHost _host = null!;
    private LiveCellRun _run = null!;
    private ResourceManager.ResourceManagerClient _manager = null!;

    public async Task InitializeAsync() => _host = await GrpcHost.StartAsync(
        new HostPort("127.0.0.1", 0),
        services => services.AddSingleton(_scheduler),
        endpoints => endpoints.MapGrpcService<ScriptedScheduler>());

    public async Task DisposeAsync()
    {
        _channels.ForEach(channel => channel.Dispose());
        await _run.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Play_GoodScheduler_KeepsTheCallsBooks()
    {
        await StartAsync(TestWorkload.Of(calls: 6));
        var node = (await _manager.ReserveNodeAsync(new ReserveNodeRequest())).Node;
        var made = await CreateAsync(node, A);
        var other = new Lazy<Task<AcquireContainerReply>>(() => CreateAsync(node, B));
        _scheduler.Acquire = (request, _) => request.FunctionName == A ? Task.FromResult(made) : other.Value;

        var result = await _run.PlayAsync(default).EndsAsync();

        Assert.Equal(
            [(A, 3, 0), (B, 3, 0)], result.Result.Functions.Select(one => (one.Function, one.Calls, one.Failed)));
        Assert.Equal((0, 2, 1, 1), (
            result.Result.Violations, result.Result.Containers, result.Result.NodesPeak, result.Result.NodesOpening));
        Assert.Empty(result.Messages);

        // Three runs of 0.2 s; of b at least one is behind a create of 0.5 s.
        Assert.Equal(0, result.Result.Functions[0].Cold);
        Assert.InRange(result.Result.Functions[1].Cold, 1, 3);
        Assert.InRange(result.Result.Functions[0].ResponseSeconds, 0.6, 90);
        Assert.InRange(result.Result.Functions[1].ResponseSeconds, 1.1, 90);
        Assert.InRange(result.Result.NodeSeconds, 6, 120);
        Assert.Equal(6, _scheduler.Acquired.Select(request => request.RequestId).Distinct().Count());
        Assert.All(_scheduler.Returned, back => Assert.Equal(
            ("", 5L << 20, 200_000_000L), (back.ErrorCode, back.MaxMemoryUsageInBytes, back.DurationInNanos)));
        Assert.Equal(
            _scheduler.Acquired.Select(request => request.RequestId).Order(),
            _scheduler.Returned.Select(back => back.RequestId).Order());
    }

    [Fact]
    public async Task Play_GoodScheduler_ScoresAgainstTheBaseline()
    {
        await StartAsync(TestWorkload.Of(Call(TimeSpan.Zero, 0), Call(TimeSpan.FromSeconds(3), 0)));
        var node = await _manager.ReserveNodeAsync(new ReserveNodeRequest());
        var container = await CreateAsync(node.Node, A);
        _scheduler.Acquire = (_, _) => Task.FromResult(container);

        var card = (await _run.PlayAsync(default).EndsAsync()).ToScorecard();

        // The baseline: 0.5 s of create and two runs of 0.2 s. Function b is not called and does not count.
        var function = Assert.Single(card.Functions);
        Assert.Equal((A, 2, 1), (function.Function, function.Calls, function.BaselineCold));
        Assert.InRange(function.BaselineResponseSeconds, 0.9, 0.909);
        Assert.Equal((card.ResponseTimeRatio / 2) + (card.NodeTimeRatio / 2), card.Score, 9);
        Assert.Equal((0, 1), (card.Failed, card.Seeds));
        Assert.Contains(card.Notes, note => note.Contains("50 times", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Play_RefusedCalls_HaveFailed()
    {
        await StartAsync(TestWorkload.Of(calls: 2));

        var result = await _run.PlayAsync(default).EndsAsync();

        Assert.Equal((2, 2), (result.Result.Calls, result.Result.Failures.Refused));
        Assert.Equal(60, result.Result.Functions.Sum(one => one.ResponseSeconds));
        Assert.Contains("ResourceExhausted", result.Messages[0], StringComparison.Ordinal);
        Assert.Empty(_scheduler.Returned);
    }

    [Theory]
    [InlineData(CellViolation.UnknownNode)]
    [InlineData(CellViolation.UnknownContainer)]
    [InlineData(CellViolation.ForeignContainer)]
    public async Task Play_BadGrant_IsCountedAndHasFailed(CellViolation kind)
    {
        await StartAsync(TestWorkload.Of(calls: 1));
        var node = (await _manager.ReserveNodeAsync(new ReserveNodeRequest())).Node;
        var grant = await CreateAsync(node, kind == CellViolation.ForeignContainer ? B : A);
        grant.NodeServicePort += kind == CellViolation.UnknownNode ? 1 : 0;
        grant.ContainerId += kind == CellViolation.UnknownContainer ? "x" : "";
        _scheduler.Acquire = (_, _) => Task.FromResult(grant);

        var result = await _run.PlayAsync(default).EndsAsync();

        Assert.Equal([(kind, 1)], result.ViolationsByKind.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal((1, 1), (result.Result.Calls, result.Result.Failures.NotRun));
        Assert.Equal("BadContainer", Assert.Single(_scheduler.Returned).ErrorCode);
    }

    [Fact]
    public async Task Play_ContainerRemovedWhileACallHasIt_IsCounted()
    {
        await StartAsync(TestWorkload.Of(Call(TimeSpan.Zero, 0, runMs: VeryLongMs)));
        var node = (await _manager.ReserveNodeAsync(new ReserveNodeRequest())).Node;
        var grant = await CreateAsync(node, A);
        _scheduler.Acquire = (_, _) => Task.FromResult(grant);

        var play = _run.PlayAsync(default);
        await RunsAsync(node, grant.ContainerId);
        await NodeAt(node).RemoveContainerAsync(new RemoveContainerRequest { ContainerId = grant.ContainerId });
        var result = await play.EndsAsync();

        Assert.Equal(
            [(CellViolation.RemovedInUse, 1)], result.ViolationsByKind.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(1, result.Result.Failures.ContainerGone);
        Assert.Equal("ContainerGone", Assert.Single(_scheduler.Returned).ErrorCode);
    }

    [Fact]
    public async Task Play_NodeReleasedWhileACallRunsThere_IsCounted()
    {
        await StartAsync(TestWorkload.Of(Call(TimeSpan.Zero, 0, runMs: VeryLongMs)));
        var node = (await _manager.ReserveNodeAsync(new ReserveNodeRequest())).Node;
        var grant = await CreateAsync(node, A);
        _scheduler.Acquire = (_, _) => Task.FromResult(grant);

        var play = _run.PlayAsync(default);
        await RunsAsync(node, grant.ContainerId);
        await _manager.ReleaseNodeAsync(new ReleaseNodeRequest { Id = node.Id });
        var result = await play.EndsAsync();

        Assert.Equal(
            [(CellViolation.ReleasedInUse, 1)], result.ViolationsByKind.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(1, result.Result.Failures.ContainerGone);
    }

    [Fact]
    public async Task Play_RemovedAsSoonAsItIsReturned_IsNoViolation()
    {
        await StartAsync(TestWorkload.Of(calls: 1));
        var node = (await _manager.ReserveNodeAsync(new ReserveNodeRequest())).Node;
        var grant = await CreateAsync(node, A);
        _scheduler.Acquire = (_, _) => Task.FromResult(grant);
        _scheduler.Return = async back => await NodeAt(node).RemoveContainerAsync(
            new RemoveContainerRequest { ContainerId = back.ContainerId });

        var result = await _run.PlayAsync(default).EndsAsync();

        Assert.Equal((0, 0), (result.Result.Violations, result.Result.Failures.Total));
    }

    [Fact]
    public async Task Play_ReturnRefused_IsCountedAndHasFailed()
    {
        await StartAsync(TestWorkload.Of(calls: 1));
        var node = (await _manager.ReserveNodeAsync(new ReserveNodeRequest())).Node;
        var grant = await CreateAsync(node, A);
        _scheduler.Acquire = (_, _) => Task.FromResult(grant);
        _scheduler.Return = _ => throw new RpcException(new Status(StatusCode.Internal, "lost it"));

        var result = await _run.PlayAsync(default).EndsAsync();

        Assert.Equal(
            [(CellViolation.ReturnRefused, 1)], result.ViolationsByKind.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(1, result.Result.Failures.Total);
        Assert.Contains(result.Messages, message => message.Contains("lost it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Play_BrokenOff_TellsWhatIsKnown()
    {
        var calls = Enumerable.Range(0, 1_000).Select(i => Call(TimeSpan.FromSeconds(i), 0));
        await StartAsync(TestWorkload.Of([.. calls]));
        var node = (await _manager.ReserveNodeAsync(new ReserveNodeRequest())).Node;
        var grant = await CreateAsync(node, A);
        _scheduler.Acquire = (_, _) => Task.FromResult(grant);
        using var stop = new CancellationTokenSource();

        var play = _run.PlayAsync(stop.Token);
        await Eventually.HoldsAsync(() => _run.Progress.Ended >= 5);
        await stop.CancelAsync();
        var result = await play.EndsAsync();

        Assert.InRange(result.Result.Calls, 5, 999);
        Assert.Equal(1_000 - result.Result.Calls, result.BrokenOff);
        Assert.Equal(result.Result.Calls, result.Workload.Calls.Count);
        Assert.InRange(result.Workload.Length.TotalSeconds, 4, 1_000);
        Assert.Equal(0, result.ToScorecard().Failed);
    }

    [Fact]
    public async Task Play_BlockedAcquireBrokenOff_DoesNotCountTheCall()
    {
        await StartAsync(TestWorkload.Of(calls: 2));
        _scheduler.Acquire = async (_, context) =>
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            throw new InvalidOperationException("nothing ends an infinite wait");
        };
        using var stop = new CancellationTokenSource();

        var play = _run.PlayAsync(stop.Token);
        await Eventually.HoldsAsync(() => _scheduler.Acquired.Count == 2);
        await stop.CancelAsync();
        var result = await play.EndsAsync();

        Assert.Equal((0, 2), (result.Result.Calls, result.BrokenOff));
    }

    private async Task StartAsync(CellWorkload workload)
    {
        _run = RunOf(workload, _host.Address);
        var (manager, _) = await _run.StartAsync();
        _manager = new ResourceManager.ResourceManagerClient(Connect(manager));
    }

    private static LiveCellRun RunOf(CellWorkload workload, HostPort scheduler)
    {
        var free = new HostPort("127.0.0.1", 0);
        return new LiveCellRun(
            workload, new LiveCellOptions { Scheduler = scheduler, Listen = free, Api = free, Speed = Speed });
    }

    /// <summary>A container whose function may run as long as it likes.</summary>
    private async Task<AcquireContainerReply> CreateAsync(NodeDesc node, string function) => new()
    {
        NodeId = node.Id,
        NodeAddress = node.Address,
        NodeServicePort = node.NodeServicePort,
        ContainerId = (await NodeAt(node).CreateContainerAsync(TestCell.Order(function, megabytes: 256, timeoutMs: 0)))
            .ContainerId,
    };

    private Task RunsAsync(NodeDesc node, string container) => Eventually.HoldsAsync(async () =>
        (await NodeAt(node).GetStatsAsync(new GetStatsRequest())).ContainerStatsList.Any(
            one => one.ContainerId == container && one.MemoryUsageInBytes > 1 << 20));

    private NodeService.NodeServiceClient NodeAt(NodeDesc node) =>
        new(Connect(new HostPort(node.Address, (int)node.NodeServicePort)));

    private GrpcChannel Connect(HostPort server)
    {
        var channel = GrpcChannel.ForAddress(server.Uri);
        _channels.Add(channel);
        return channel;
    }
}
