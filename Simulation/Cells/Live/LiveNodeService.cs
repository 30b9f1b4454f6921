using Google.Protobuf;
using Grpc.Core;
using OrleansScaler.Protos.MiniFaas2020.NodeService;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using Wire = OrleansScaler.Protos.MiniFaas2020.NodeService.NodeService;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>Every node's service on the wire; the port that a request came to says which node is meant.</summary>
internal sealed class LiveNodeService(LiveCell cell, NodePorts ports) : Wire.NodeServiceBase
{
    /// <summary>What a run that went well answers; its content is of no use to anybody here.</summary>
    private static readonly ByteString s_body = ByteString.CopyFromUtf8("ok");

    public override Task<ReserveReply> Reserve(ReserveRequest request, ServerCallContext context)
    {
        var node = NodeOf(context);
        return cell.Claim(node, request.OwnerAccountId)
            ? Task.FromResult(new ReserveReply())
            : throw LiveErrors.NotLent(node);
    }

    public override async Task<CreateContainerReply> CreateContainer(
        CreateContainerRequest request, ServerCallContext context)
    {
        var node = NodeOf(context);
        var id = await cell.CreateContainerAsync(node, SpecOf(request.FunctionMeta)).ConfigureAwait(false)
            ?? throw LiveErrors.NotLent(node);
        return new CreateContainerReply { ContainerId = id };
    }

    public override async Task<RemoveContainerReply> RemoveContainer(
        RemoveContainerRequest request, ServerCallContext context)
    {
        var node = NodeOf(context);
        return await cell.RemoveContainerAsync(node, request.ContainerId).ConfigureAwait(false)
            ? new RemoveContainerReply()
            : throw LiveErrors.NoContainer(node, request.ContainerId);
    }

    /// <summary>Header, body and footer come when the run is over: the header tells the most memory of it.</summary>
    public override async Task InvokeFunction(
        InvokeFunctionRequest request,
        IServerStreamWriter<InvokeFunctionReply> responseStream,
        ServerCallContext context)
    {
        var node = NodeOf(context);
        if (!CallEvent.TryRead(request.Event, cell.Workload.Calls.Count, out var index))
        {
            throw LiveErrors.Invalid(
                $"event names no call; it must be the digits of a number below {cell.Workload.Calls.Count}");
        }

        var run = cell.RunAsync(node, request.ContainerId, index)
            ?? throw LiveErrors.NoContainer(node, request.ContainerId);
        var outcome = await run.ConfigureAwait(false);
        await responseStream.WriteAsync(HeaderOf(outcome)).ConfigureAwait(false);
        if (outcome.End == CellRunEnd.Completed)
        {
            await responseStream.WriteAsync(new InvokeFunctionReply { Body = s_body }).ConfigureAwait(false);
        }

        await responseStream.WriteAsync(FooterOf(outcome)).ConfigureAwait(false);
    }

    public override Task<GetStatsReply> GetStats(GetStatsRequest request, ServerCallContext context)
    {
        var node = NodeOf(context);
        var (stats, owner) = cell.GetStats(node) ?? throw LiveErrors.NotLent(node);
        return Task.FromResult(LiveStats.Of(stats, owner));
    }

    private static InvokeFunctionReply HeaderOf(in RunOutcome outcome)
    {
        var header = new InvokeFunctionReply.Types.Header
        {
            StatusCode = outcome.End == CellRunEnd.Completed ? "200" : "500",
            Handled = outcome.End == CellRunEnd.Completed,
            MaxMemUsageInBytes = Bytes.Of(outcome.PeakMegabytes),
        };
        if (outcome.End != CellRunEnd.Completed)
        {
            header.Error = ByteString.CopyFromUtf8(outcome.End.ToString());
        }

        return new InvokeFunctionReply { Header = header };
    }

    private static InvokeFunctionReply FooterOf(in RunOutcome outcome)
    {
        var footer = new InvokeFunctionReply.Types.Footer
        {
            DurationInNanos = outcome.Duration.Ticks * TimeSpan.NanosecondsPerTick,
        };
        if (outcome.End != CellRunEnd.Completed)
        {
            footer.InvokeException = outcome.End.ToString();
            footer.Error = outcome.End.ToString();
        }

        return new InvokeFunctionReply { Footer = footer };
    }

    private NodeId NodeOf(ServerCallContext context) => ports.NodeAt(context.GetHttpContext().Connection.LocalPort);

    private FunctionSpec SpecOf(FunctionMeta? meta)
    {
        if (meta is not { FunctionName.Length: > 0 })
        {
            throw LiveErrors.Invalid("function_meta.function_name is empty; it must name a function");
        }

        var most = Bytes.Of(cell.Model.MemoryMegabytes);
        if (meta.MemoryInBytes <= 0 || meta.MemoryInBytes > most)
        {
            throw LiveErrors.Invalid(
                $"function_meta.memory_in_bytes is {meta.MemoryInBytes}; it must be from 1 to the machine's {most}");
        }

        return new FunctionSpec
        {
            Key = new FunctionKey(meta.FunctionName),
            MemoryMegabytes = Bytes.ToMegabytes(meta.MemoryInBytes),
            Timeout = TimeSpan.FromMilliseconds(Math.Max(0, meta.TimeoutInMs)),
        };
    }
}
