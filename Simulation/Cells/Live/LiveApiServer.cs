using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using OrleansScaler.Protos.MiniFaas2020.ApiServer;
using OrleansScaler.Protos.MiniFaas2020.Scheduler;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using FunctionConfig = OrleansScaler.Protos.MiniFaas2020.ApiServer.FunctionConfig;
using SchedulerConfig = OrleansScaler.Protos.MiniFaas2020.Scheduler.FunctionConfig;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>
/// The API server on the wire: a container of the scheduler, the run at the node's own service, the container back, and
/// then the answer.
/// </summary>
internal sealed class LiveApiServer : APIServer.APIServerBase
{
    private readonly LiveCell _cell;
    private readonly NodePorts _ports;
    private readonly LiveClock _clock;
    private readonly Scheduler.SchedulerClient _scheduler;
    private readonly NodeInvoker _invoker;
    private readonly Dictionary<string, FunctionSpec> _functions;
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];
    private long _requests;

    public LiveApiServer(
        LiveCell cell, NodePorts ports, LiveClock clock, Scheduler.SchedulerClient scheduler, NodeInvoker invoker)
    {
        _cell = cell;
        _ports = ports;
        _clock = clock;
        _scheduler = scheduler;
        _invoker = invoker;
        _functions = cell.Workload.Functions.ToDictionary(
            function => function.Key.Value, StringComparer.Ordinal);
    }

    public override async Task<InvokeFunctionReply> InvokeFunction(
        InvokeFunctionRequest request, ServerCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        if (!_functions.TryGetValue(request.FunctionName, out var function))
        {
            throw new RpcException(new Status(
                StatusCode.NotFound, $"function_name is '{request.FunctionName}'; ListFunctions tells them"));
        }

        var index = IndexOf(request.Event, function);
        var id = string.Create(CultureInfo.InvariantCulture, $"{_run}-{Interlocked.Increment(ref _requests)}");
        var askedAt = _clock.Do(() => _clock.Agenda.Now);
        var granted = await AcquireAsync(id, request.AccountId, function, context).ConfigureAwait(false);
        var answer = new ContainerAnswer(
            new NodeId(granted.NodeId), granted.ContainerId, IsAtItsAddress(granted), askedAt);
        var report = await RunAsync(answer, id, function, index, request.Event).ConfigureAwait(false);
        await ReturnAsync(id, answer, report).ConfigureAwait(false);
        if (report.Error is { } error)
        {
            _cell.NoteTold(answer);
            throw LiveErrors.Broken($"{error}: {report.Message}");
        }

        return new InvokeFunctionReply
        {
            RequestId = id,
            Body = report.Body,
            ServerSideLatencyInMs = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
        };
    }

    public override Task<ListFunctionsReply> ListFunctions(ListFunctionsRequest request, ServerCallContext context) =>
        Task.FromResult(new ListFunctionsReply
        {
            RequestId = string.Create(CultureInfo.InvariantCulture, $"{_run}-{Interlocked.Increment(ref _requests)}"),
            Functions =
            {
                _cell.Workload.Functions.Select(function => new FunctionConfig
                {
                    FunctionName = function.Key.Value,
                    TimeoutInMs = (long)function.Timeout.TotalMilliseconds,
                    MemoryInBytes = Bytes.Of(function.MemoryMegabytes),
                    Handler = LiveFunction.Handler,
                }),
            },
        });

    private int IndexOf(ByteString payload, FunctionSpec function)
    {
        var calls = _cell.Workload.Calls;
        return CallEvent.TryRead(payload, calls.Count, out var index)
            && _cell.Workload.Functions[calls[index].Function].Key == function.Key
                ? index
                : throw LiveErrors.Invalid($"event names no call of {function.Key}; it must be its index in digits");
    }

    /// <summary>The caller's deadline is the scheduler's: a blocked Acquire ends with it.</summary>
    private async Task<AcquireContainerReply> AcquireAsync(
        string id, string account, FunctionSpec function, ServerCallContext context)
    {
        var request = new AcquireContainerRequest
        {
            RequestId = id,
            AccountId = account,
            FunctionName = function.Key.Value,
            FunctionConfig = new SchedulerConfig
            {
                TimeoutInMs = (long)function.Timeout.TotalMilliseconds,
                MemoryInBytes = Bytes.Of(function.MemoryMegabytes),
                Handler = LiveFunction.Handler,
            },
        };
        try
        {
            return await _scheduler.AcquireContainerAsync(
                request, deadline: context.Deadline, cancellationToken: context.CancellationToken)
                .ConfigureAwait(false);
        }
        catch (RpcException exception)
        {
            throw new RpcException(
                new Status(exception.StatusCode, $"AcquireContainer of {function.Key}: {exception.Status.Detail}"));
        }
    }

    /// <summary>Runs whether or not the caller waits: what has begun on a node does not end with its caller.</summary>
    private async Task<NodeReport> RunAsync(
        ContainerAnswer answer, string id, FunctionSpec function, int index, ByteString payload)
    {
        if (!_cell.Lend(answer, function.Key, index))
        {
            return NodeReport.Failed("BadContainer", $"'{answer.Container}' on '{answer.Node}' cannot run the call");
        }

        var report = await _invoker.InvokeAsync(
            _ports.EndpointOf(answer.Node)!.Value, LiveFunction.Request(id, answer.Container, function, payload))
            .ConfigureAwait(false);
        _cell.Return(answer);
        return report;
    }

    private async Task ReturnAsync(string id, ContainerAnswer answer, NodeReport report)
    {
        var request = new ReturnContainerRequest
        {
            RequestId = id,
            ContainerId = answer.Container,
            DurationInNanos = report.DurationNanos,
            MaxMemoryUsageInBytes = report.MaximumMemoryBytes,
            ErrorCode = report.Error ?? "",
            ErrorMessage = report.Message,
        };
        try
        {
            await _scheduler.ReturnContainerAsync(request, deadline: DateTime.UtcNow + LiveCellOptions.CallerPatience)
                .ConfigureAwait(false);
        }
        catch (RpcException exception)
        {
            var problem = $"{exception.StatusCode} {exception.Status.Detail}";
            _clock.Do(() => _cell.Watch.Note(CellViolation.ReturnRefused, $"'{answer.Container}': {problem}"));
            throw LiveErrors.Broken($"ReturnContainer: {problem}");
        }
    }

    private bool IsAtItsAddress(AcquireContainerReply granted) =>
        _ports.EndpointOf(new NodeId(granted.NodeId)) is { } endpoint
        && endpoint.Port == granted.NodeServicePort
        && endpoint.Address == granted.NodeAddress;
}
